import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { programThere } from '../../../extension/core/documents/programThere.ts';

describe('programThere', () => {
  const cases: [names: string[], expected: string][] = [
    [['package.json', 'index.js', 'app.js', 'server.js'], 'node server.js'],
    [['index.js', 'node_modules', 'package.json'], 'node index.js'],
    [['server.mjs'], 'node server.mjs'],
    [['main.py', 'requirements.txt'], 'python3 main.py'],
    [['package.json', 'src'], 'npm start'],
    [['README.md'], 'node server.js'],
  ];
  for (const [names, expected] of cases) {
    it(`begins with ${expected} beside ${names.join(', ')}`, () => {
      assert.equal(programThere(names, 'linux'), expected);
    });
  }

  it('calls Python as it is called on Windows', () => {
    assert.equal(programThere(['app.py'], 'win32'), 'python app.py');
  });
});
