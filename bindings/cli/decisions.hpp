#pragma once

#include "command.hpp"

namespace cachewarden::cli {

/// What people decide: `--profile`, `--config`, `--exemptions`, `--attestations`.
class Decisions {
 public:
  void declare(CLI::App& app);
  /// Reads the files. Throws `Mistake` with a line for each error.
  void read();

  [[nodiscard]] const SettingsDocument& settings() const noexcept { return settings_; }
  [[nodiscard]] const std::vector<Exemption>& exemptions() const noexcept { return exemptions_; }
  [[nodiscard]] const std::vector<Attestation>& attestations() const noexcept {
    return attestations_;
  }

 private:
  std::string profile_{};
  std::string config_file_{};
  std::vector<std::string> exemption_files_{};
  std::vector<std::string> attestation_files_{};
  SettingsDocument settings_{};
  std::vector<Exemption> exemptions_{};
  std::vector<Attestation> attestations_{};
};

}  // namespace cachewarden::cli
