#include "bicep/parser.hpp"

#include <utility>

namespace cachewarden::inline v0::bicep {

using templates::Arena;

Parser::Parser(std::string_view text, Arena& arena, std::vector<SyntaxError>& errors)
    : text_(text), arena_(arena), errors_(errors), tokens_(tokenize(text, errors)) {}

std::vector<const Statement*> Parser::run() {
  std::vector<const Statement*> result;
  while (tokens_[at_].kind != TokenKind::end) {
    const std::size_t first = at_;
    const Statement* next = statement();
    if (!failed_ && !at_line_end())
      fail("expected a new line");
    if (failed_) {
      Statement broken = *next;
      broken.broken = true;
      next = arena_.make<Statement>(broken);
      skip_to_next_statement(first);
    }
    result.push_back(next);
  }
  return result;
}

bool Parser::at_word(std::string_view word, std::size_t ahead) const noexcept {
  const Token& candidate = token(ahead);
  return !failed_ && candidate.kind == TokenKind::identifier && text_of(candidate) == word;
}

bool Parser::accept(TokenKind kind) {
  if (!at(kind))
    return false;
  advance();
  return true;
}

bool Parser::accept_word(std::string_view word) {
  if (!at_word(word))
    return false;
  advance();
  return true;
}

void Parser::expect(TokenKind kind, std::string_view what) {
  if (!accept(kind))
    fail("expected " + std::string(what));
}

std::uint32_t Parser::last_end() const noexcept {
  if (at_ == 0)
    return 0;
  const Token& last = tokens_[at_ - 1];
  return last.begin + last.length;
}

const Node* Parser::fail(std::string message) {
  const std::uint32_t here = tokens_[at_].begin;
  if (!failed_)
    note(here, std::move(message));
  failed_ = true;
  return make({.begin = here, .end = here});
}

void Parser::note(std::uint32_t begin, std::string message) {
  errors_.push_back({begin, std::move(message)});
}

const Node* Parser::make(Node node) {
  std::uint32_t height = 0;
  for (const Node* child : node.children)
    height = std::max(height, child->height);
  node.height = height + 1;
  if (node.height <= max_height)
    return arena_.make<Node>(node);
  if (!failed_)
    note(node.begin, "expression is too long");
  failed_ = true;
  return arena_.make<Node>(Node{.height = 1, .begin = node.begin, .end = node.begin});
}

const Node* Parser::make(NodeKind kind, std::uint32_t begin,
                         std::initializer_list<const Node*> children, std::string_view text) {
  return make({.kind = kind,
               .begin = begin,
               .end = std::max(last_end(), begin),
               .text = text,
               .children = span_of(children)});
}

const Node* Parser::make_from_stack(NodeKind kind, std::uint32_t begin, std::size_t mark,
                                    std::string_view text) {
  const std::span<const Node* const> children = take_stack(mark);
  return make({.kind = kind,
               .begin = begin,
               .end = std::max(last_end(), begin),
               .text = text,
               .children = children});
}

std::span<const Node* const> Parser::take_stack(std::size_t mark) {
  const std::span<const Node* const> all(stack_);
  const std::span<const Node* const> children = arena_.copy(all.subspan(mark));
  stack_.resize(mark);
  return children;
}

/// To the next line that starts like a statement, behind the error and outside of brackets; in the
/// first column, whatever brackets are open.
void Parser::skip_to_next_statement(std::size_t first_token) {
  int depth = 0;
  const std::size_t failed_at = at_;
  for (at_ = too_deep_ ? failed_at : first_token; tokens_[at_].kind != TokenKind::end; ++at_) {
    const Token& next = tokens_[at_];
    if (at_ > recover_at_ && next.after_newline) {
      const bool first_column = text_[next.begin - 1] == '\n' || text_[next.begin - 1] == '\r';
      if ((first_column || (depth <= 0 && at_ >= failed_at)) &&
          starts_statement(text_.substr(next.begin, statement_start)))
        break;
    }
    switch (next.kind) {
      case TokenKind::left_brace:
      case TokenKind::left_paren:
      case TokenKind::left_square:
      case TokenKind::string_start:
        ++depth;
        break;
      case TokenKind::right_brace:
      case TokenKind::right_paren:
      case TokenKind::right_square:
      case TokenKind::string_end:
        --depth;
        break;
      default:
        break;
    }
  }
  stack_.clear();
  failed_ = false;
  too_deep_ = false;
  free_ = false;
  in_body_ = false;
}

const Statement* File::find(StatementKind kind, std::string_view name) const noexcept {
  for (const Statement* statement : statements) {
    if (statement->kind == kind && statement->name == name)
      return statement;
  }
  return nullptr;
}

File parse(std::string_view text, std::shared_ptr<const void> owner) {
  File file{.text = text, .owner = std::move(owner)};
  const auto arena = std::make_shared<Arena>();
  file.arena = arena;
  if (text.size() > max_source_bytes) {
    file.errors.push_back({0, "file is too big"});
    return file;
  }
  file.statements = Parser(text, *arena, file.errors).run();
  std::stable_sort(file.errors.begin(), file.errors.end(),
                   [](const SyntaxError& a, const SyntaxError& b) { return a.begin < b.begin; });
  return file;
}

File SyntaxCache::parse(std::string_view path, const std::shared_ptr<const std::string>& text) {
  constexpr std::size_t max_kept_bytes = std::size_t{32} << 20;  // trees take some times as much
  const auto known = files_.find(path);
  if (known != files_.end() && known->second.text == *text)
    return known->second;
  File file = bicep::parse(*text, text);
  if (kept_bytes_ + text->size() > max_kept_bytes)
    return file;
  kept_bytes_ += text->size();
  files_.insert_or_assign(std::string(path), file);
  return file;
}

}  // namespace cachewarden::inline v0::bicep
