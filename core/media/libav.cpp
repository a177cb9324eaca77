#include "core/media/libav.h"

#include <algorithm>
#include <new>

#include "core/base/file_failure.h"

namespace lineament::media {

std::string reasonOf(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = "";
    av_strerror(error, text, sizeof text);
    return text;
}

void checkWritten(int error, const std::filesystem::path& file) {
    if (error < 0) throw writeFailure(file, AVUNERROR(error), reasonOf(error));
}

#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)

std::uint8_t* addSideData(AVStream& stream, AVPacketSideDataType type, std::size_t size) {
    auto& codec = *stream.codecpar;
    auto* added = av_packet_side_data_new(&codec.coded_side_data, &codec.nb_coded_side_data, type, size, 0);
    return added ? added->data : nullptr;
}

const std::uint8_t* sideDataOf(const AVStream& stream, AVPacketSideDataType type) {
    const auto& codec = *stream.codecpar;
    const auto* found = av_packet_side_data_get(codec.coded_side_data, codec.nb_coded_side_data, type);
    return found ? found->data : nullptr;
}

void copyParameters(const AVStream& from, AVStream& to) {
    if (avcodec_parameters_copy(to.codecpar, from.codecpar) < 0) throw std::bad_alloc();
}

#else

std::uint8_t* addSideData(AVStream& stream, AVPacketSideDataType type, std::size_t size) {
    return av_stream_new_side_data(&stream, type, size);
}

const std::uint8_t* sideDataOf(const AVStream& stream, AVPacketSideDataType type) {
    return av_stream_get_side_data(&stream, type, nullptr);
}

void copyParameters(const AVStream& from, AVStream& to) {
    if (avcodec_parameters_copy(to.codecpar, from.codecpar) < 0) throw std::bad_alloc();
    for (int i = 0; i < from.nb_side_data; ++i) {
        const auto& given = from.side_data[i];
        auto* data = addSideData(to, given.type, given.size);
        if (!data) throw std::bad_alloc();
        std::copy_n(given.data, given.size, data);
    }
}

#endif

}  // namespace lineament::media
