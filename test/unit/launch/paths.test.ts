import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  baseName,
  isWindowsPath,
  normalizePath,
  parentPath,
  resolvePath,
} from '../../../server-runtime/launch/paths.ts';

describe('resolvePath', () => {
  const segment = fc.constantFrom('a', 'b c', '..', '.', '', 'x.y');
  const relative = fc.array(segment, { maxLength: 5 }).map((parts) => parts.join('/'));

  it('agrees with Node on unix, for any segments', () => {
    fc.assert(
      fc.property(relative, relative, (base, given) => {
        assert.equal(
          resolvePath(`/${base}`, given, 'linux'),
          path.posix.resolve(`/${base}`, given),
        );
      }),
    );
  });

  it('agrees with Node on Windows, for any segments', () => {
    fc.assert(
      fc.property(relative, relative, (base, given) => {
        const folder = `C:\\r\\${base}`;
        // Two leading separators start a network share, which the segments are too short to be.
        fc.pre(!given.startsWith('//'));
        assert.equal(resolvePath(folder, given, 'win32'), path.win32.resolve(folder, given));
      }),
    );
  });

  it('keeps network shares', () => {
    assert.equal(
      resolvePath('C:\\a', '\\\\server\\share\\x\\..\\y', 'win32'),
      '\\\\server\\share\\y',
    );
  });
});

describe('normalizePath', () => {
  it('keeps the parts that lead out of a relative path', () => {
    assert.equal(normalizePath('../a/../b', 'linux'), '../b');
    assert.equal(normalizePath('', 'linux'), '.');
  });
});

describe('parentPath and baseName', () => {
  it('take a path apart', () => {
    assert.equal(parentPath('/a/b', 'linux'), '/a');
    assert.equal(parentPath('C:\\a\\b', 'win32'), 'C:\\a');
    assert.equal(baseName('/a/b.c/'), 'b.c');
    assert.equal(baseName('C:\\a\\b'), 'b');
  });
});

describe('isWindowsPath', () => {
  it('knows drives and shares', () => {
    assert.deepEqual(['C:\\x', 'c:/x', '\\\\s\\x', 'c:x', '/c:/x', 'x'].map(isWindowsPath), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
