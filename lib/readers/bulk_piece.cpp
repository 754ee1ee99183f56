#include "readers/bulk_piece.hpp"

#include <algorithm>

#include "cachewarden/base/fold.hpp"
#include "readers/bulk.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using Outcome = json::detail::ValueWalker::Outcome;
using Member = json::detail::ValueWalker::Member;

/// Places of a document that was not kept are counted from the mark before them.
constexpr std::uint64_t bytes_between_marks = 4096;

/// The text of a string as it stands in JSON, if it has no escapes.
std::string_view plain_text(std::string_view token) noexcept {
  if (token.size() < 2 || token.front() != '"' || token.find('\\') != std::string_view::npos)
    return {};
  return token.substr(1, token.size() - 2);
}

/// A type of which a resource is only counted, whatever it holds.
bool is_of_no_interest(std::string_view id) {
  const std::optional<ResourceId> parsed = parse_resource_id(id);
  return parsed && !is_kept_as_it_is(*parsed) &&
         !equal_folded(parsed->provider, "Microsoft.Resources") && find_type(*parsed) == no_model;
}

}  // namespace

std::string_view BulkBytes::get(std::uint64_t offset, std::size_t length, std::string& room) const {
  if (text_ != nullptr)
    return std::string_view(*text_).substr(
        static_cast<std::size_t>(std::min<std::uint64_t>(offset, text_->size())), length);
  length = static_cast<std::size_t>(std::min<std::uint64_t>(length, size() - offset));
  if (room.size() < length)
    room.resize(length);
  const Result<std::size_t> count = source_->read(offset, std::span(room.data(), length));
  return count && *count == length ? std::string_view(room.data(), length) : std::string_view();
}

void BulkPiece::load(std::uint64_t from, std::uint64_t to) {
  begin = from;
  end = to;
  const auto length = static_cast<std::size_t>(to - from);
  text_ = bytes_.get(from, length, room_);
  is_refused = text_.size() != length || !walker_.load(text_);
}

void BulkPiece::count_lines() {
  line_feeds = 0;
  last_line = 0;
  marks.clear();
  for (std::size_t at = text_.find('\n'); at != std::string_view::npos;
       at = text_.find('\n', at + 1)) {
    ++line_feeds;
    last_line = begin + at + 1;
    const std::uint64_t marked = marks.empty() ? begin : marks.back().offset;
    if (last_line - marked >= bytes_between_marks)
      marks.push_back({last_line, line_feeds, 1});
  }
  // A carriage return alone ends a line too; nobody writes that any more.
  for (std::size_t at = text_.find('\r'); at != std::string_view::npos;
       at = text_.find('\r', at + 1)) {
    if (at + 1 == text_.size() || text_[at + 1] != '\n') {
      is_refused = true;
      return;
    }
  }
}

void BulkPiece::read(std::int64_t depth, const ReadContext& context, const ReadOptions& options) {
  start_depth = depth;
  gathered = InventoryBuilder();
  gathered.add_document({.name = context.builder.document(context.document).name});
  log = DocumentLog(options.max_diagnostics);
  first_token = last_token = 0;
  list_end = 0;
  elements = 0;
  form = {};
  context_ = &context;
  most_bytes_ = options.max_bytes;
  if (!is_refused)
    count_lines();
  if (!is_refused && leave_value(depth))
    read_values();
}

/// Passes over the end of a value that began before the piece. False if all of it is inside.
bool BulkPiece::leave_value(std::int64_t depth) {
  end_depth = depth;
  while (end_depth > 0 && !walker_.at_end()) {
    const char c = walker_.peek();
    end_depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    walker_.step();
  }
  if (end_depth > 0)
    return false;
  if (depth > 0)
    note_token('v');
  return true;
}

void BulkPiece::read_values() {
  const Lines lines(text_, begin);
  while (!walker_.at_end()) {
    const char c = walker_.peek();
    if (c == ',' && shape_.is_list) {
      if (last_token == ',')
        is_refused = true;
      note_token(c);
      walker_.step();
    } else if (c == ']' && shape_.is_list) {
      is_refused = last_token == ',';
      note_token(c);
      list_end = begin + walker_.offset();
      return;
    } else if (c == '{' || c == '[') {
      if (last_token == 'v' && shape_.is_list)
        is_refused = true;
      note_token('v');
      const std::size_t token = walker_.token();
      const std::uint64_t offset = begin + walker_.offset();
      if (pass_over())
        continue;
      walker_.set_token(token);
      const Outcome outcome = walker_.read();
      if (outcome == Outcome::whole) {
        take_value(offset, lines);
      } else if (outcome == Outcome::cut_off) {
        end_depth = static_cast<std::int64_t>(walker_.open_levels());
        read_tail(offset);
        return;
      } else {
        is_refused = true;
      }
    } else {
      is_refused = true;
    }
    if (is_refused)
      return;
  }
}

/// The value that begins in the piece and ends behind it.
void BulkPiece::read_tail(std::uint64_t offset) {
  const std::string_view before = text_.substr(0, static_cast<std::size_t>(offset - begin));
  const std::string_view tail = text_.substr(before.size());
  const std::size_t line = before.rfind('\n');
  const auto number =
      static_cast<std::uint32_t>(1 + line_feeds - std::count(tail.begin(), tail.end(), '\n'));
  const std::size_t column =
      line == std::string_view::npos ? before.size() : before.size() - line - 1;
  std::size_t length = static_cast<std::size_t>(end - offset);
  for (std::size_t more = std::size_t{1} << 13;; more *= 4) {
    const std::string_view text = bytes_.get(offset, length + more, tail_room_);
    const bool is_all = text.size() < length + more;
    const std::size_t cut = is_all ? text.size() : cut_before(text, length);
    if (text.empty() || cut > most_bytes_) {
      is_refused = true;
      return;
    }
    if (cut <= length && !is_all)
      continue;
    if (!walker_.load(text.substr(0, cut))) {
      is_refused = true;
      return;
    }
    const Outcome outcome = walker_.read();
    if (outcome == Outcome::cut_off && !is_all)
      continue;
    if (outcome != Outcome::whole) {
      is_refused = true;
      return;
    }
    take_value(offset, Lines(text, offset, {number, static_cast<std::uint32_t>(column + 1)}));
    return;
  }
}

/// Takes the value that was read.
void BulkPiece::take_value(std::uint64_t base, const Lines& lines) {
  ReadContext context{.builder = gathered, .lines = lines, .base = base};
  context.is_named = context_->is_named;
  context.log = &log;
  context.room = &reading_room_;
  context.element = shape_.is_list ? elements : no_index;
  ++elements;
  read_as(walker_.root(), context);
  if (!is_refused && walker_.has_repeated_names() && (shape_.is_list || !form.empty()))
    report_repeated(walker_.root(), context);
}

void BulkPiece::read_as(json::Node root, ReadContext& context) {
  if (shape_.is_graph) {
    context.form = Form::resource_graph;
    read_resource(root, context);
    return;
  }
  const InputForm* const found =
      root.is(json::Kind::object) || !shape_.is_list ? detect_form(root, &reading_room_) : nullptr;
  if (found != nullptr && found->needs_document) {
    is_refused = true;
    return;
  }
  if (found == nullptr && !shape_.is_list) {
    read_any(root, context);
    return;
  }
  if (form.empty() && found != nullptr)
    form = found->name;
  if (found != nullptr)
    found->read(root, context);
  else
    read_resource(root, context);
}

/// Passes over a resource that is merely counted. False if it may be something else.
bool BulkPiece::pass_over() {
  const Member first = walker_.first_member();
  const std::string_view id = plain_text(first.value);
  if (!equal_folded(first.name, "id") || !is_of_no_interest(id) || id.size() > longest_id)
    return false;
  if (walker_.skip() != Outcome::whole ||
      walker_.member_count() == json::detail::ValueWalker::most_members)
    return false;
  FormSet forms = 0;
  for (std::size_t i = 0; i < walker_.member_count(); ++i) {
    const Member& member = walker_.member(i);
    forms |= forms_of_name(member.name, i, reading_room_);
    const bool is_type =
        json::same_key(member.name, "type") || json::same_key(member.name, "resourceType");
    if (is_type && find_type(trim(plain_text(member.value))) != no_model)
      return false;
  }
  if (!shape_.is_graph && (forms & ~of_resources_) != 0)
    return false;
  gathered.count_other(id, Intent::live);
  ++gathered.document(0).resources;
  ++elements;
  if (form.empty() && !shape_.is_list)
    form = resource_form().name;
  return true;
}

}  // namespace cachewarden::inline v0::detail
