import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { describe, it } from 'node:test';
import { writtenPath } from '../../../extension/features/debugTab/writtenPath.ts';

describe('writtenPath', () => {
  const cases: [title: string, rules: typeof posix, folder: string, path: string, as: string][] = [
    ['is a dot for the project itself', posix, '/w/web', '/w/web', '.'],
    ['begins with a dot below the project', posix, '/w/web', '/w/web/bin/app', './bin/app'],
    ['is not a name to look up on the PATH', posix, '/w/web', '/w/web/node', './node'],
    ['is whole beside the project', posix, '/w/web', '/w/web2/app', '/w/web2/app'],
    ['is whole above the project', posix, '/w/web', '/w', '/w'],
    ['takes two dots in a name for no way up', posix, '/w/web', '/w/web/..data/a', './..data/a'],
    ['has slashes on Windows', win32, 'C:\\w\\web', 'c:\\w\\web\\bin\\app.exe', './bin/app.exe'],
    ['is whole above it on Windows', win32, 'C:\\w\\web', 'C:\\w\\app.exe', 'C:\\w\\app.exe'],
    ['is whole on another drive', win32, 'C:\\w\\web', 'D:\\node\\node.exe', 'D:\\node\\node.exe'],
  ];
  for (const [title, rules, folder, path, written] of cases) {
    it(title, () => assert.equal(writtenPath(folder, path, rules), written));
  }

  it('goes by the rules of this system', () => {
    assert.equal(writtenPath(import.meta.dirname, import.meta.filename), './writtenPath.test.ts');
  });
});
