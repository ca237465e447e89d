// What an app's editor shows of the runtime: dist/runtime/index.d.ts, which `npm run build` makes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from './repositoryFiles.ts';

const declaration = /^(?:declare )?(?:abstract )?(?:interface|type|class|const|let|function) (\w+)/;

/** Names that the rolled-up declarations export, and those of them that no doc comment explains. */
function findUndocumented(text: string): { exported: string[]; undocumented: string[] } {
  const list = /^export \{([^}]*)\};$/m.exec(text)?.[1] ?? '';
  const exported = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const documented = new Set<string>();
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    const name = declaration.exec(line)?.[1];
    // An interface and its key share a name, and the comment.
    if (name && lines[i - 1]?.trimEnd().endsWith('*/')) documented.add(name);
  });
  return { exported, undocumented: exported.filter((name) => !documented.has(name)) };
}

describe('Public types of the runtime', () => {
  it('have a doc comment each', () => {
    const text = readFileSync(join(root, 'dist/runtime/index.d.ts'), 'utf8');
    const { exported, undocumented } = findUndocumented(text);
    assert.ok(exported.length > 100);
    assert.deepEqual(undocumented, []);
  });

  it('are found out when they have none', () => {
    const text = `/** Explained. */
interface Good {
    inner: string;
}
declare const Good: symbol;
declare class Bad {
    /** Explained. */
    inner: string;
}
/**
 * Explained.
 */
declare abstract class Better {
}
export { Bad, Better, Good };
`;
    assert.deepEqual(findUndocumented(text), {
      exported: ['Bad', 'Better', 'Good'],
      undocumented: ['Bad'],
    });
  });
});
