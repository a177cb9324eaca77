#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "core/image/decoders.h"

namespace lineament::image {
namespace {

int orientationOf(const WebPData& data) {
    const std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)> demuxer(WebPDemux(&data), &WebPDemuxDelete);
    WebPChunkIterator chunk;
    if (!demuxer || !WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk)) return 1;
    const int orientation =
        exifOrientation({reinterpret_cast<const std::byte*>(chunk.chunk.bytes), chunk.chunk.size});
    WebPDemuxReleaseChunkIterator(&chunk);
    return orientation;
}

cv::Mat firstFrame(const WebPData& data, cv::Size size, const Encoded& encoded) {
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_BGRA;
    const std::unique_ptr<WebPAnimDecoder, void (*)(WebPAnimDecoder*)> decoder(
        WebPAnimDecoderNew(&data, &options), &WebPAnimDecoderDelete);
    std::uint8_t* canvas = nullptr;
    int timestampMs = 0;
    if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &canvas, &timestampMs))
        encoded.fail("the first picture of the animation cannot be decoded");
    return cv::Mat(size, CV_8UC4, canvas).clone();
}

}  // namespace

Decoded decodeWebp(const Encoded& encoded) {
    WebPBitstreamFeatures features;
    switch (WebPGetFeatures(encoded.data(), encoded.size(), &features)) {
        case VP8_STATUS_OK:
            break;
        case VP8_STATUS_NOT_ENOUGH_DATA:
            encoded.failCutOff();
        default:
            encoded.fail("its header makes no sense");
    }
    encoded.checkSize(features.width, features.height);
    const WebPData data{encoded.data(), encoded.size()};
    Decoded decoded;
    decoded.orientation = orientationOf(data);
    if (features.has_animation) {
        decoded.pixels = firstFrame(data, {features.width, features.height}, encoded);
        return decoded;
    }
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    decoded.pixels.create(features.height, features.width, features.has_alpha ? CV_8UC4 : CV_8UC3);
    config.output.colorspace = features.has_alpha ? MODE_BGRA : MODE_BGR;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {decoded.pixels.data, static_cast<int>(decoded.pixels.step),
                            decoded.pixels.step * static_cast<std::size_t>(decoded.pixels.rows)};
    const auto status = WebPDecode(encoded.data(), encoded.size(), &config);
    if (status == VP8_STATUS_NOT_ENOUGH_DATA || status == VP8_STATUS_SUSPENDED) encoded.failCutOff();
    if (status != VP8_STATUS_OK) encoded.fail("its compressed data make no sense");
    return decoded;
}

}  // namespace lineament::image
