package io.twofold.trainer.cli;

import io.twofold.bundle.v1.Manifest;
import io.twofold.bundle.v1.Provenance;
import io.twofold.codec.bundle.BundleException;
import io.twofold.codec.bundle.Manifests;
import io.twofold.trainer.run.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command that trained something, read again from what it left behind. */
final class StoredTraining {

  private StoredTraining() {}

  /**
   * The command of a run, with the options that were typed beside {@code --resume}.
   *
   * @param typed the command line that asks to go on
   */
  static TrainCommand ofRun(Path folder, CommandLine typed) throws IOException {
    return command(RunConfig.read(folder).arguments(), typed, "--resume");
  }

  /**
   * The command that repeats the training of a bundle, with the options that were typed beside
   * {@code --like}; with {@code --data}, only the recipe is the bundle's.
   *
   * @param bundle a version's folder, of which the manifest is read
   * @param typed the command line that asks for it
   * @throws BundleException where the manifest cannot be read, or does not say it
   */
  static TrainCommand like(Path bundle, CommandLine typed) throws IOException {
    Manifest manifest = Manifests.read(bundle);
    Provenance provenance = manifest.getProvenance();
    if (provenance.getRecipe().isEmpty()) {
      throw new BundleException(bundle, "it does not say how it was trained");
    }
    boolean ownData = typed.getParseResult().hasMatchedOption("--data");
    Map<String, String> options = new TreeMap<>(provenance.getHyperParametersMap());
    options.put("recipe", provenance.getRecipe());
    if (!ownData) {
      options.putAll(provenance.getDataSettingsMap());
      options.put("model", manifest.getModel());
    }
    List<String> arguments = new ArrayList<>();
    options.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    TrainCommand command = command(arguments, typed, "--like");
    command.expectedSha256 = ownData ? "" : provenance.getDataSha256();
    return command;
  }

  private static TrainCommand command(List<String> stored, CommandLine typed, String without) {
    List<String> arguments = new ArrayList<>(stored);
    for (OptionSpec option : typed.getParseResult().matchedOptions()) {
      if (!option.longestName().equals(without)) {
        option.stringValues().forEach(value -> arguments.add(option.longestName() + "=" + value));
      }
    }
    TrainCommand command = new TrainCommand();
    CommandLine commandLine = new CommandLine(command);
    commandLine.setOut(typed.getOut()).setErr(typed.getErr());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.parseArgs(arguments.toArray(String[]::new));
    return command;
  }
}
