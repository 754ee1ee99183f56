#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {

TEST_CASE("what fails for a placeholder of the scope alone is unknown, not an error") {
  struct Row {
    const char* expression;
    const char* expected;
  };
  const Row rows[] = {
      {"[substring(resourceGroup().name, 0, 60)]", "<substring(resourceGroup().name, 0, 60)>"},
      {"[substring(concat(resourceGroup().name, 'x'), 40)]",
       "<substring('placeholder-resource-groupx', 40)>"},
      {"[split(resourceGroup().name, '-')[9]]", "<split(resourceGroup().name, '-')[9]>"},
      {"[int(resourceGroup().name)]", "<int(resourceGroup().name)>"},
      {"[createObject('westus', 1)[resourceGroup().location]]",
       "<createObject('westus', 1)[resourceGroup().location]>"},
      {"[environment().suffixes.none]", nullptr},
      {"[environment().none]", nullptr},
      {"[int(environment().name)]", nullptr},
      {"[createArray(1)[length(resourceGroup().name)]]", nullptr},
      {"[range(length(resourceGroup().name), sub(0, length(resourceGroup().name)))]", nullptr},
      {"[parseCidr(deployment().name)]", nullptr},
      {"[dateTimeAdd(subscription().tenantId, 'P1D')]", nullptr},
      {"[json(resourceGroup().id)]", nullptr},
      {"[first(skip(split(resourceGroup().name, '-'), 9)).x]", nullptr},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const std::string value = evaluated(row.expression);
    CHECK(value.starts_with("<"));
    if (row.expected != nullptr)
      CHECK(value == row.expected);
  }
  Given said;
  said.options.scope.resource_group = "rg";
  said.options.scope.cloud = "AzureCloud";
  CHECK(evaluated("[substring(resourceGroup().name, 0, 60)]", said) ==
        "error: the range of `substring` is outside of the text");
  CHECK(evaluated("[environment().none]", said) == "error: the object has no member `none`");
}

}  // namespace template_test
