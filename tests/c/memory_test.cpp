#include <doctest/doctest.h>
#include <atomic>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "cachewarden.h"

namespace {

/// Allocations until one fails; negative: none does. The library's operator new is this program's.
std::atomic<long> allowance{-1};
std::atomic<long> blocks{0};  ///< in use

void* allocate(std::size_t size) {
  if (allowance.load() >= 0 && allowance.fetch_sub(1) <= 0)
    return nullptr;
  void* const block = std::malloc(size == 0 ? 1 : size);
  blocks += block != nullptr ? 1 : 0;
  return block;
}

void release(void* block) noexcept {
  blocks -= block != nullptr ? 1 : 0;
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
  void* const block = allocate(size);
  if (block == nullptr)
    throw std::bad_alloc();
  return block;
}
void* operator new[](std::size_t size) {
  return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void operator delete(void* block) noexcept {
  release(block);
}
void operator delete[](void* block) noexcept {
  release(block);
}
void operator delete(void* block, std::size_t) noexcept {
  release(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  release(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
  release(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
  release(block);
}

namespace {

constexpr const char* cache_id =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/"
    "Microsoft.Cache/redis/orders";

const std::string estate = std::string(R"([{"id": ")") + cache_id + R"(",
  "type": "Microsoft.Cache/redis", "location": "westeurope", "tags": {"owner": "a team with a name"},
  "properties": {"enableNonSslPort": true, "sku": {"name": "Premium", "family": "P", "capacity": 1},
    "subnetId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n"}},
 {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "resources": [{"type": "Microsoft.Cache/redis", "name": "later",
    "apiVersion": "2024-11-01", "location": "westeurope",
    "properties": {"enableNonSslPort": "[parameters('open')]"}}]}])";

cachewarden_string text(const char* z) {
  return cachewarden_string_of(z);
}

void no_owner(const cachewarden_resource* cache, const cachewarden_context*,
              cachewarden_verdict* verdict, void*) {
  cachewarden_verdict_add_property(verdict, cachewarden_resource_property(cache, text("tags")));
  cachewarden_verdict_set(verdict, CACHEWARDEN_STATUS_FAIL,
                          text("a note that is too long for the place in a string"));
}

void throw_text(const cachewarden_resource*, const cachewarden_context*, cachewarden_verdict*,
                void*) {
  throw std::runtime_error("the moon is full");
}

void throw_number(const cachewarden_resource*, const cachewarden_context*, cachewarden_verdict*,
                  void*) {
  throw 7;
}

struct Session {
  cachewarden_reader* reader = nullptr;
  cachewarden_inventory* inventory = nullptr;
  cachewarden_assessment* assessment = nullptr;
  std::vector<cachewarden_finding*> findings;
  cachewarden_document* document = nullptr;

  Session() { findings.reserve(1000); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    cachewarden_reader_free(reader);
    cachewarden_inventory_free(inventory);
    for (cachewarden_finding* finding : findings)
      cachewarden_finding_free(finding);
    cachewarden_assessment_free(assessment);
    cachewarden_document_free(document);
  }

  /// Everything that can fail, up to the first failure.
  cachewarden_code run(cachewarden_check check, cachewarden_error** error) {
    cachewarden_custom_rule rule = CACHEWARDEN_CUSTOM_RULE_INIT;
    rule.id = text("acme-a-rule-with-a-long-name");
    rule.resource_type = text("Microsoft.Cache/redis");
    rule.check = check;
    const cachewarden_custom_rule* const rules[] = {&rule};
    cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
    options.custom_rules = rules;
    options.custom_rule_count = 1;

    cachewarden_code code = cachewarden_reader_new(&reader, nullptr, error);
    if (code == CACHEWARDEN_OK)
      code = cachewarden_reader_add(reader, {estate.data(), estate.size()}, nullptr, error);
    if (code == CACHEWARDEN_OK)
      code = cachewarden_reader_finish(&inventory, reader, error);
    if (code == CACHEWARDEN_OK)
      code = cachewarden_assess(&assessment, inventory, &options, error);
    const std::size_t size = cachewarden_assessment_size(assessment);
    for (std::size_t i = 0; i < size && code == CACHEWARDEN_OK; ++i) {
      findings.push_back(nullptr);
      code = cachewarden_assessment_finding(&findings.back(), assessment, i, error);
    }
    for (const char* format : {"text", "json", "ndjson"}) {
      if (code != CACHEWARDEN_OK)
        return code;
      cachewarden_document_free(document);
      code = cachewarden_assessment_render(&document, assessment, text(format), nullptr, error);
    }
    return code;
  }
};

}  // namespace

TEST_CASE("Memory that runs out is a code, without an error object") {
  long needed = 0;
  cachewarden_code code = CACHEWARDEN_ERROR_NO_MEMORY;
  for (long n = 0; code != CACHEWARDEN_OK; ++n) {
    const long before = blocks;
    cachewarden_error* error = nullptr;
    {
      Session session;
      allowance = n;
      code = session.run(no_owner, &error);
      allowance = -1;
    }
    const long left = blocks - before;
    CAPTURE(n);
    REQUIRE(left == 0);
    REQUIRE(error == nullptr);
    REQUIRE((code == CACHEWARDEN_OK || code == CACHEWARDEN_ERROR_NO_MEMORY));
    needed = n;
  }
  CHECK(needed > 100);
}

TEST_CASE("Columns release all that they took, whenever memory runs out") {
  Session session;
  REQUIRE(session.run(no_owner, nullptr) == CACHEWARDEN_OK);
  bool is_whole = false;
  for (long n = 0; !is_whole; ++n) {
    const long before = blocks;
    std::size_t rows = 0;
    {
      cachewarden_arrow_options options = CACHEWARDEN_ARROW_OPTIONS_INIT;
      options.batch_rows = 20;
      ArrowArrayStream stream{};
      ArrowSchema schema{};
      ArrowArray array{};
      allowance = n;
      int code = cachewarden_assessment_arrow(&stream, session.assessment, &options, nullptr);
      if (code == 0)
        code = stream.get_schema(&stream, &schema);
      while (code == 0 && (code = stream.get_next(&stream, &array)) == 0) {
        if (array.release == nullptr)
          break;
        rows += static_cast<std::size_t>(array.length);
        array.release(&array);
      }
      allowance = -1;
      if (code != 0 && stream.release != nullptr && schema.release != nullptr)
        CHECK(stream.get_next(&stream, &array) != 0);
      is_whole = code == 0;
      if (schema.release != nullptr)
        schema.release(&schema);
      if (stream.release != nullptr)
        stream.release(&stream);
    }
    CAPTURE(n);
    REQUIRE(blocks - before == 0);
    REQUIRE((!is_whole || rows > 20));
  }
}

TEST_CASE("If memory ran out while a document was added, the reader stays without memory") {
  cachewarden_reader* reader = nullptr;
  cachewarden_inventory* inventory = nullptr;
  REQUIRE(cachewarden_reader_new(&reader, nullptr, nullptr) == CACHEWARDEN_OK);
  allowance = 12;
  const cachewarden_code code =
      cachewarden_reader_add(reader, {estate.data(), estate.size()}, nullptr, nullptr);
  allowance = -1;
  CHECK(code == CACHEWARDEN_ERROR_NO_MEMORY);
  CHECK(cachewarden_reader_finish(&inventory, reader, nullptr) == CACHEWARDEN_ERROR_NO_MEMORY);
  CHECK(inventory == nullptr);
  cachewarden_reader_free(reader);
}

TEST_CASE("Exceptions never cross") {
  SUBCASE("one with a text is unknown, with the text") {
    Session session;
    REQUIRE(session.run(throw_text, nullptr) == CACHEWARDEN_OK);
    bool is_told = false;
    for (const cachewarden_finding* finding : session.findings) {
      const std::string message = cachewarden_finding_message(finding).data;
      if (message != "the rule failed: the moon is full")
        continue;
      is_told = true;
      CHECK(cachewarden_finding_status(finding) == CACHEWARDEN_STATUS_UNKNOWN);
    }
    CHECK(is_told);
  }
  SUBCASE("anything else ends the call") {
    Session session;
    cachewarden_error* error = nullptr;
    CHECK(session.run(throw_number, &error) == CACHEWARDEN_ERROR_INTERNAL);
    CHECK(session.assessment == nullptr);
    CHECK(cachewarden_error_code(error) == CACHEWARDEN_ERROR_INTERNAL);
    cachewarden_error_free(error);
  }
}

TEST_CASE("Pointers to const may be shared between threads") {
  Session session;
  REQUIRE(session.run(no_owner, nullptr) == CACHEWARDEN_OK);
  const std::string expected = cachewarden_document_text(session.document).data;
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        cachewarden_document* document = nullptr;
        if (cachewarden_assessment_render(&document, session.assessment, text("ndjson"), nullptr,
                                          nullptr) != CACHEWARDEN_OK ||
            expected != cachewarden_document_text(document).data)
          ++wrong;
        cachewarden_document_free(document);
        for (std::size_t i = 0; i < session.findings.size(); ++i) {
          cachewarden_finding* finding = nullptr;
          cachewarden_assessment_finding(&finding, session.assessment, i, nullptr);
          if (std::string(cachewarden_finding_message(finding).data) !=
              cachewarden_finding_message(session.findings[i]).data)
            ++wrong;
          cachewarden_finding_free(finding);
        }
        cachewarden_assessment* own = nullptr;
        if (cachewarden_assess(&own, session.inventory, nullptr, nullptr) != CACHEWARDEN_OK)
          ++wrong;
        cachewarden_assessment_free(own);
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == 0);
}
