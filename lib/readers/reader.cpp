#include "cachewarden/readers/reader.hpp"

#include <functional>
#include <utility>
#include <vector>

#include "cachewarden/facts/facts.hpp"
#include "cachewarden/json/document.hpp"
#include "readers/bulk.hpp"
#include "readers/changes.hpp"
#include "readers/deployment.hpp"
#include "readers/forms.hpp"
#include "readers/values.hpp"

namespace cachewarden::inline v0 {

struct Reader::State {
  ReadOptions options;
  InventoryBuilder builder;
  detail::Deployments deployments{};
  detail::Changes changes{};
  NetworkKnowledge network{};
  detail::ReadingRoom room{};

  /// Reads a document from its whole text.
  void read_whole(Input& input, std::uint32_t number, detail::DocumentLog& log);

  /// What is known, with what the documents add to it.
  [[nodiscard]] Facts facts(const Facts* given) {
    Facts known = given == nullptr ? built_in_facts() : *given;
    if (network != NetworkKnowledge{}) {
      detail::settle(network);
      known.network = std::make_shared<const NetworkKnowledge>(std::exchange(network, {}));
    }
    return known;
  }

  [[nodiscard]] Inventory after(Facts known, std::vector<std::string>& removed) {
    removed = changes.read_after(options, builder);
    deployments.expand_all(options, known, builder);
    deployments = {};
    changes = {};
    return builder.finish(std::move(known), options.run);
  }
};

namespace {

using detail::DocumentLog;
using detail::ReadContext;
using json::Document;

/// One document on its way into the builder.
class DocumentReader {
 public:
  DocumentReader(const Input& input, const ReadOptions& options, ReadContext& context)
      : input_(input), options_(options), context_(context) {}

  void read() {
    if (input_.of.empty() && detail::read_any_text(context_))
      return;
    // Whether an answer is whole is known when all of the text has been seen.
    if (!input_.of.empty())
      each([](const Document&, std::size_t) {}, [](const Error&, std::size_t) {});
    const bool is_one = values_ == 1 && errors_ == 0;
    values_ = 0;
    each([&](const Document& value, std::size_t at) { read_value(value, at, is_one); },
         [this](const Error& error, std::size_t at) { report(error, at); });
    InputDocument& document = context_.builder.document(context_.document);
    const bool is_known = !document.form.empty();
    if (values_ > 1 && is_known)
      document.form = "ndjson";
    // What cannot be read may be anything, the estate among it: then nothing is there to ignore.
    document.ignored = !input_.is_named && !is_known && errors_ == 0;
  }

 private:
  using Take = std::function<void(const Document&, std::size_t)>;
  using Report = std::function<void(const Error&, std::size_t)>;

  void each(const Take& take, const Report& report_error) {
    const std::string_view text = input_.text ? std::string_view(*input_.text) : "";
    const detail::ValueSink sink{[&](const Document& value, std::size_t at) {
                                   ++values_;
                                   take(value, at);
                                 },
                                 [&](const Error& error, std::size_t at) {
                                   ++errors_;
                                   report_error(error, at);
                                 }};
    detail::each_value(text, {.max_bytes = options_.max_bytes, .max_depth = options_.max_depth},
                       input_.of.empty(), sink);
  }

  void read_value(const Document& value, std::size_t base, bool is_whole_answer) {
    ReadContext context = context_;
    context.base = base;
    if (input_.of.empty())
      detail::read_any(value.root(), context);
    else
      detail::read_answer(value.root(), input_.of, is_whole_answer, context);
    if (value.has_repeated_names() && !context_.builder.document(context_.document).form.empty())
      detail::report_repeated(value.root(), context);
  }

  /// The place of an error counts from the value that was read.
  void report(const Error& error, std::size_t base) {
    Diagnostic diagnostic{.severity = Diagnostic::Severity::error,
                          .code = error.code == ErrorCode::limit ? "limit" : "syntax",
                          .message = error.message,
                          .document = input_.name};
    const std::string_view place = error.place;
    const std::size_t colon = place.find(':');
    if (colon != std::string_view::npos) {
      const auto number = [](std::string_view digits) {
        return static_cast<std::uint32_t>(parse_integer(digits).value_or(1));
      };
      const json::Position start = context_.lines.position(base);
      diagnostic.line = number(place.substr(0, colon));
      diagnostic.column = number(place.substr(colon + 1));
      if (diagnostic.line == 1)
        diagnostic.column += start.column - 1;
      diagnostic.line += start.line - 1;
    }
    context_.log->add(std::move(diagnostic));
  }

  const Input& input_;
  const ReadOptions& options_;
  ReadContext& context_;
  std::size_t values_ = 0;
  std::size_t errors_ = 0;
};

}  // namespace

void Reader::State::read_whole(Input& input, std::uint32_t number, DocumentLog& log) {
  if (input.text == nullptr && input.source != nullptr) {
    InputDocument& document = builder.document(number);
    if (document.size <= options.max_bytes)
      input.text = document.whole();
    if (input.text == nullptr) {
      const bool is_large = document.size > options.max_bytes;
      log.add({.severity = Diagnostic::Severity::error,
               .code = is_large ? "limit" : "unreadable",
               .message = is_large
                              ? "is larger than " + std::to_string(options.max_bytes) + " bytes"
                              : "cannot be read, or has changed meanwhile",
               .document = input.name});
      return;
    }
    document.text = input.text;
    document.source = nullptr;
  }
  const detail::Lines lines(input.text ? std::string_view(*input.text) : std::string_view());
  ReadContext context{
      .builder = builder, .lines = lines, .document = number, .is_named = input.is_named};
  context.deployments = &deployments;
  context.changes = &changes;
  context.text = input.text;
  context.network = &network;
  context.log = &log;
  context.room = &room;
  DocumentReader(input, options, context).read();
}

Reader::Reader(const ReadOptions& options)
    : state_(std::make_unique<State>(
          State{options,
                InventoryBuilder({.plans_are_complete = options.plans_are_complete}),
                {},
                {},
                {},
                {}})) {
  state_->options.deployment.limits.parse.json.max_depth = options.max_depth;
}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

void Reader::add(Input input) {
  InventoryBuilder& builder = state_->builder;
  const std::uint64_t size = input.text     ? input.text->size()
                             : input.source ? input.source->size()
                                            : 0;
  const std::uint32_t number = builder.add_document({.name = input.name,
                                                     .size = size,
                                                     .text = input.text,
                                                     .source = input.source,
                                                     .collected = input.collected});
  DocumentLog log(state_->options.max_diagnostics);
  const detail::Lines no_lines{std::string_view()};
  ReadContext context{.builder = builder, .lines = no_lines, .document = number};
  context.is_named = input.is_named;
  context.log = &log;
  if (!detail::BulkReader(input, state_->options, context).read())
    state_->read_whole(input, number, log);
  if (builder.document(number).ignored)
    log.soften();
  log.write(input.name, builder);
}

void Reader::add_failure(std::string name, const Error& error) {
  state_->builder.add_document({.name = name});
  state_->builder.add_diagnostic({.severity = Diagnostic::Severity::error,
                                  .code = "unreadable",
                                  .message = error.message,
                                  .document = std::move(name)});
}

Inventory Reader::finish(const Facts* facts) {
  std::vector<std::string> removed;
  return state_->after(state_->facts(facts), removed);
}

Change Reader::finish_change(const Facts* facts) {
  Change change;
  Facts known = state_->facts(facts);
  InventoryBuilder before = state_->builder;
  state_->changes.read_before(state_->options, before);
  change.before = before.finish(known);
  change.after = state_->after(std::move(known), change.removed);
  return change;
}

Inventory read(std::string text, std::string name, const ReadOptions& options) {
  Reader reader(options);
  reader.add(
      {.name = std::move(name), .text = std::make_shared<const std::string>(std::move(text))});
  return reader.finish();
}

std::vector<FormInfo> input_forms() {
  std::vector<FormInfo> result;
  for (const detail::InputForm* form : detail::forms())
    result.push_back({form->name, form->description});
  return result;
}

}  // namespace cachewarden::inline v0
