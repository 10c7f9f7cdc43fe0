// Compiles sources.names() with strict settings and answers what is wrong, one line each. `ts` is the compiler, `sources` reads files.
(function () {
  const options = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    skipLibCheck: true, // the language's own libraries
  };
  const host = {
    getSourceFile: (name, language) => {
      const text = sources.read(name);
      return text === null ? undefined : ts.createSourceFile(name, text, language);
    },
    getDefaultLibFileName: () => sources.libraries() + "lib.es2022.full.d.ts",
    getDefaultLibLocation: () => sources.libraries(),
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => sources.read(name) !== null,
    readFile: (name) => sources.read(name),
    directoryExists: () => true,
    getDirectories: () => [],
  };
  const program = ts.createProgram(sources.names(), options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((found) => `${found.file ? found.file.fileName : ""}: ${ts.flattenDiagnosticMessageText(found.messageText, " ")}`);
})();
