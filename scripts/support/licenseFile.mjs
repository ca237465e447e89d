import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import webpack from 'webpack';

const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/** For webpack: writes the licences of the packages that a bundle holds into a file beside it, as they ask for. */
export class LicenseFile {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('LicenseFile', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'LicenseFile', stage }, () => {
        const text = formatLicenses(packagesOf(compilation));
        const [bundle] = compilation.entrypoints.keys();
        if (text === '') return;
        compilation.emitAsset(`${bundle}.js.LICENSE.txt`, new webpack.sources.RawSource(text));
      });
    });
  }
}

/** Folders of packages; modules that webpack has made one of count each. */
function packagesOf({ modules }) {
  const folders = new Set();
  for (const module of [...modules].flatMap((one) => [one, ...(one.modules ?? [])])) {
    const folder = packageFolder.exec(module.nameForCondition?.() ?? '')?.[0];
    if (folder) folders.add(folder);
  }
  return [...folders];
}

function formatLicenses(folders) {
  const parts = folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const { name, version, license = manifest.licenses?.[0]?.type } = manifest;
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return parts.sort().join(`\n${'-'.repeat(80)}\n\n`);
}
