#include "readers/bulk.hpp"

#include <algorithm>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Outcome = json::detail::ValueWalker::Outcome;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
/// Pieces that are read at a time, by whoever is there.
constexpr std::size_t pieces_at_a_time = 8;

/// The bracket that opens the list of an object, `value` or `data`; the walker stands there.
bool go_to_list(json::detail::ValueWalker& walker, std::string& pointer) {
  walker.step();
  while (walker.peek() == '"') {
    const std::string_view name = walker.token_text();
    walker.step();
    if (walker.peek() != ':')
      return false;
    walker.step();
    if (walker.peek() == '[' && (name == "\"value\"" || name == "\"data\"")) {
      pointer = "/" + std::string(name.substr(1, name.size() - 2));
      return true;
    }
    if (walker.peek() == '{' || walker.peek() == '[') {
      if (walker.skip() != Outcome::whole)
        return false;
    } else {
      walker.step();
    }
    if (walker.peek() != ',')
      return false;
    walker.step();
  }
  return false;
}

}  // namespace

std::size_t cut_before(std::string_view text, std::size_t least) {
  const std::string_view rest = text.substr(std::min(least, text.size()));
  const std::size_t line = rest.rfind('\n');
  if (line != std::string_view::npos)
    return least + line + 1;
  const std::size_t object = rest.rfind("},{\"");
  return object == std::string_view::npos ? 0 : least + object + 2;
}

BulkReader::BulkReader(const Input& input, const ReadOptions& options, const ReadContext& context)
    : input_(input),
      options_(options),
      context_(context),
      bytes_(input.text.get(), input.source.get()),
      log_(options.max_diagnostics) {}

bool BulkReader::read() {
  const std::uint64_t size = bytes_.size();
  const bool is_too_large = input_.text != nullptr && size > options_.max_bytes;
  if (!input_.of.empty() || size < options_.piece_bytes * 4 || is_too_large || !find_shape() ||
      !read_pieces())
    return false;
  InputDocument& document = context_.builder.document(context_.document);
  document.form = shape_.is_list ? shape_.form->name : form_;
  if (!shape_.is_list && elements_ > 1 && !form_.empty())
    document.form = "ndjson";
  document.ignored = !input_.is_named && document.form.empty();
  document.list = shape_.pointer;
  if (input_.text == nullptr)
    document.marks = std::make_shared<const std::vector<PlaceMark>>(std::move(marks_));
  if (const auto day = gathered_.document(0).collected)
    note_collected(*day, document);
  context_.builder.absorb(std::move(gathered_), context_.document);
  if (context_.log != nullptr)
    context_.log->take(std::move(log_), 1, 1);
  return true;
}

/// What the document is, by its first piece.
bool BulkReader::find_shape() {
  gathered_.add_document({.name = input_.name});
  head_ = bytes_.get(0, options_.piece_bytes, scratch_);
  std::string_view head = head_;
  for (const InputForm* form : forms()) {
    if (form->detect_text != nullptr && form->detect_text(head, input_.name))
      return false;
  }
  head.remove_prefix(head.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  begin_ = head_.size() - head.size();
  head = head.substr(0, cut_before(head, 0));
  json::detail::ValueWalker walker(options_.max_depth);
  if (head.empty() || !walker.load(head))
    return false;
  if (walker.peek() == '{') {
    const Outcome outcome = walker.read();
    if (outcome == Outcome::whole)
      return walker.at_end() || walker.peek() == '{';
    if (outcome != Outcome::cut_off || !go_to_list(walker, shape_.pointer))
      return false;
  } else if (walker.peek() != '[') {
    return false;
  }
  const std::size_t list = walker.offset() + 1;
  walker.step();
  if (walker.peek() != '{')
    return false;
  if (walker.read() != Outcome::whole)
    return false;
  prefix_ = head_.substr(0, begin_ + list);
  first_ = walker.root().raw();
  shape_.is_list = true;
  begin_ += list;
  // What comes behind the list cannot be known yet; `close_list` looks at all of it.
  const Result<json::Document> start =
      json::Document::parse_owned(prefix_ + first_ + (shape_.pointer.empty() ? "]" : "]}"));
  if (!start)
    return false;
  shape_.form = detect_form(start->root());
  if (shape_.form == nullptr || shape_.form->needs_document || !shape_.form->is_list)
    return false;
  shape_.is_graph = shape_.form->is_graph;
  return shape_.is_graph == (shape_.pointer == "/data");
}

/// Where a piece that begins somewhere behind `offset` may begin: a place that is no string.
std::uint64_t BulkReader::cut_behind(std::uint64_t offset) {
  if (offset >= bytes_.size())
    return bytes_.size();
  for (std::size_t length = std::size_t{1} << 12;; length *= 8) {
    const std::string_view text =
        bytes_.get(offset, std::min(length, options_.piece_bytes), scratch_);
    const std::size_t line = text.find('\n');
    if (line != std::string_view::npos)
      return offset + line + 1;
    // Where the document is no list, a line holds a whole resource: that is worth to look on for.
    const bool is_all = length >= options_.piece_bytes;
    const std::size_t object =
        shape_.is_list || is_all ? text.find("},{\"") : std::string_view::npos;
    if (object != std::string_view::npos)
      return offset + object + 2;
    if (is_all)
      return offset + text.size() == bytes_.size() ? bytes_.size() : 0;
  }
}

bool BulkReader::read_pieces() {
  const std::size_t at_a_time = options_.run ? pieces_at_a_time : 1;
  place_ = {begin_, 1, 1};
  for (const char c : std::string_view(prefix_).substr(
           prefix_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0)) {
    place_.column = c == '\n' ? 1 : place_.column + 1;
    place_.line += c == '\n' ? 1 : 0;
  }
  std::int64_t depth = 0;
  std::uint64_t offset = begin_;
  while (offset < bytes_.size() && list_end_ == 0) {
    std::vector<std::uint64_t> cuts{offset};
    while (cuts.size() <= at_a_time && cuts.back() < bytes_.size()) {
      cuts.push_back(cut_behind(cuts.back() + options_.piece_bytes));
      if (cuts.back() == 0)
        return false;
    }
    const std::size_t count = cuts.size() - 1;
    while (pieces_.size() < count)
      pieces_.push_back(std::make_unique<BulkPiece>(bytes_, shape_, options_.max_depth));
    std::vector<std::int64_t> depths(count);
    run_tasks(options_.run, count, [&](std::size_t i) {
      pieces_[i]->load(cuts[i], cuts[i + 1]);
      depths[i] = count > 1 && !pieces_[i]->is_refused ? pieces_[i]->depth_change() : 0;
    });
    // From how deep each of them ends to how deep the next one begins.
    for (std::int64_t& each : depths)
      depth = std::exchange(each, depth) + depth;
    run_tasks(options_.run, count,
              [&](std::size_t i) { pieces_[i]->read(depths[i], context_, options_); });
    for (std::size_t i = 0; i < count && list_end_ == 0; ++i) {
      if (!merge(*pieces_[i]))
        return false;
    }
    if (count == 1)
      depth = pieces_[0]->end_depth;
    offset = cuts.back();
    if (options_.progress)
      options_.progress(offset);
  }
  return shape_.is_list ? list_end_ != 0 && close_list(list_end_) : depth == 0;
}

/// Adds what a piece holds to what the pieces before it hold.
bool BulkReader::merge(BulkPiece& piece) {
  if (piece.is_refused)
    return false;
  if (shape_.is_list && piece.first_token != 0) {
    // A value that goes on from piece to piece was taken where it began.
    const bool goes_on = piece.start_depth > 0;
    if (!goes_on && (piece.first_token == 'v') != (last_token_ == ','))
      return false;
    last_token_ = piece.last_token;
  }
  if (form_.empty())
    form_ = piece.form;
  if (const auto day = piece.gathered.document(0).collected)
    note_collected(*day, gathered_.document(0));
  gathered_.absorb(std::move(piece.gathered), 0, elements_);
  log_.take(std::move(piece.log), place_.line, place_.column);
  elements_ += piece.elements;
  list_end_ = piece.list_end;
  if (list_end_ != 0) {
    const std::string_view before =
        bytes_.get(piece.begin, static_cast<std::size_t>(list_end_ - piece.begin), scratch_);
    end_place_ = Lines(before, 0, {place_.line, place_.column}).position(before.size());
  }
  if (input_.text == nullptr) {
    marks_.push_back(place_);
    for (const PlaceMark& mark : piece.marks)
      marks_.push_back({mark.offset, place_.line + mark.line, mark.column});
  }
  place_.line += piece.line_feeds;
  place_.column = piece.line_feeds == 0
                      ? place_.column + static_cast<std::uint32_t>(piece.end - piece.begin)
                      : static_cast<std::uint32_t>(piece.end - piece.last_line + 1);
  place_.offset = piece.end;
  return true;
}

/// Looks at what stands around the list.
bool BulkReader::close_list(std::uint64_t end) {
  const std::uint64_t size = bytes_.size();
  if (size - end > options_.piece_bytes)
    return false;
  const std::string rest(bytes_.get(end, static_cast<std::size_t>(size - end), scratch_));
  const Result<json::Document> around =
      json::Document::parse_owned(prefix_ + first_ + rest, {.max_depth = options_.max_depth});
  if (rest.size() != size - end || !around || detect_form(around->root()) != shape_.form)
    return false;
  Lines lines(prefix_);
  lines.go_on(rest, end, end_place_);
  ReadContext context{.builder = context_.builder, .lines = lines, .document = context_.document};
  context.log = &log_;
  context.left_out_at = prefix_.size() + first_.size();
  context.left_out = end - context.left_out_at;
  const Node root = around->root();
  report_next_page(root, context);
  const Node list = json::resolve(root, shape_.pointer);
  for (const Node& member : root) {
    if (!around->has_repeated_names() || !root.is(Kind::object))
      break;
    if (member.is_repeated())
      report_repeated_name(member, context);
    if (member != list)
      report_repeated(member, context);
  }
  return true;
}

}  // namespace cachewarden::inline v0::detail
