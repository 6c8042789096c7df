package io.twofold.bench.process;

import java.util.List;

/**
 * A Java program.
 *
 * @param name what messages call it
 * @param options options of the virtual machine
 * @param classPath where its classes are
 * @param mainClass the class that is run
 * @param args its arguments
 */
public record JavaProgram(
    String name, List<String> options, String classPath, String mainClass, List<String> args) {}
