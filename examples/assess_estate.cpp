// Reads a folder of exported configuration, judges it, and prints what fails.
#include <cachewarden/cachewarden.hpp>
#include <iostream>
#include <memory>

int main(int argc, char** argv) {
  cachewarden::Reader reader;
  if (const auto trouble = cachewarden::add_path(reader, {.name = argc > 1 ? argv[1] : "."})) {
    std::cerr << trouble->text() << "\n";
    return 1;
  }
  const auto inventory = std::make_shared<const cachewarden::Inventory>(reader.finish());
  const cachewarden::Assessment assessment = cachewarden::assess(inventory);
  cachewarden::Explainer explainer(assessment);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (assessment.status(i) != cachewarden::Status::fail)
      continue;
    const cachewarden::Finding finding = explainer.finding(i);
    std::cout << finding.resource->name() << ": " << finding.message << "\n  " << finding.cli
              << "\n";
  }
  std::cout << assessment.counts().fail << " fail, " << assessment.counts().unknown << " unknown\n";
}
