#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libswscale/swscale.h>
}

/// libav's objects with owners. Inside of core/media.
namespace lineament::media {

struct Deleter {
    void operator()(AVFormatContext* context) const {
        if (context->iformat)
            avformat_close_input(&context);
        else
            avformat_free_context(context);
    }
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwsContext* context) const { sws_freeContext(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

/// Options for an open call; what is not understood stays in it.
class Dictionary {
  public:
    Dictionary() = default;
    ~Dictionary() { av_dict_free(&entries_); }
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;
    void set(const char* key, const std::string& value) { av_dict_set(&entries_, key, value.c_str(), 0); }
    AVDictionary** get() { return &entries_; }

  private:
    AVDictionary* entries_ = nullptr;
};

/// What goes with a track beside its packets, such as how the picture is turned. Newer versions keep it with
/// the parameters of the codec, older ones with the stream. Null if there is none, or no memory for it.
std::uint8_t* addSideData(AVStream& stream, AVPacketSideDataType type, std::size_t size);
const std::uint8_t* sideDataOf(const AVStream& stream, AVPacketSideDataType type);
/// Makes the parameters of `to` those of `from`, side data among them. Throws std::bad_alloc.
void copyParameters(const AVStream& from, AVStream& to);

/// libav's sentence for one of its error numbers.
std::string reasonOf(int error);
/// Throws what writeFailure() makes of an error number of libav's; nothing if it is none.
void checkWritten(int error, const std::filesystem::path& file);

}  // namespace lineament::media
