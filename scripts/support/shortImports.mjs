import webpack from 'webpack';

/** How webpack names what a module imports: by the path of the file, wherever the code says the name. */
const importName = /[\w$]*__WEBPACK_IMPORTED_MODULE_(\d+)__/g;

/**
 * Names imports by their number, which is their own within a module. Bundles keep the names of their code for stack traces;
 * those of imports are in none, and are a good part of a bundle of small modules.
 */
export class ShortImports {
  apply(compiler) {
    const { name } = this.constructor;
    const { sources, Compilation } = webpack;
    // Before the minimizer breaks lines.
    const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE - 1;
    compiler.hooks.compilation.tap(name, (compilation) => {
      compilation.hooks.processAssets.tap({ name, stage }, (assets) => {
        for (const path of Object.keys(assets).filter((file) => file.endsWith('.js'))) {
          compilation.updateAsset(path, (source) => {
            const text = source.source().toString();
            return new sources.RawSource(text.replaceAll(importName, '$$i$1_'));
          });
        }
      });
    });
  }
}
