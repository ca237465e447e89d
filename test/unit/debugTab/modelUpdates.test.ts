import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ModelUpdates,
  type ShownDocument,
} from '../../../extension/features/debugTab/modelUpdates.ts';
import { isTabUpdate } from '../../../extension/features/debugTab/isTabUpdate.ts';
import { firstReach, type SentModel } from '../../../extension/features/debugTab/protocol.ts';
import { readDocument } from '../../../extension/features/debugTab/tabModel.ts';
import { initialState, reduceTab } from '../../../extension/webview/debugTab/state.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

const names = ['startup.ts'];

function textOf(...profiles: readonly string[]): string {
  return JSON.stringify({
    profiles: Object.fromEntries(profiles.map((name) => [name, { commandName: 'Project' }])),
  });
}

function many(count: number): string {
  return textOf(...Array.from({ length: count }, (_, index) => `p${index}`));
}

function shown(text: string, selected = 0): ShownDocument {
  return {
    document: readDocument({ text, settings: parseLaunchSettings(text) }, names),
    source: {
      fileName: 'launchSettings.json',
      projectId: 'file:///app',
      projectName: 'app',
      names,
      isTrusted: true,
      surroundings: undefined,
      words: {
        kindOf: (name) => name,
        originOf: (origin) => origin,
        programListens: 'none',
        shownName: (name) => name,
        sayText: inEnglish,
      },
    },
    selected,
    handledEdit: 0,
  };
}

/** Which rows a model has; undefined when it has no list of them. */
function rowsOf(update: { model: SentModel } | undefined): (string | null)[] | undefined {
  return update?.model.profiles?.map((row) => row && row.name);
}

describe('Models that a page is sent', () => {
  it('begin with the rows of the first screen, around the selected one', () => {
    const cases: [selected: number, first: number, last: number][] = [
      [-1, 0, firstReach],
      [0, 0, firstReach],
      [firstReach + 1, 1, firstReach * 2 + 1],
      [99, 99 - firstReach, 99],
    ];
    for (const [selected, first, last] of cases) {
      const update = new ModelUpdates().first(shown(many(100), selected));
      assert.ok(isTabUpdate(update));
      const expected = Array.from({ length: 100 }, (_, at) =>
        at >= first && at <= last ? `p${at}` : null,
      );
      assert.deepEqual(rowsOf(update), expected, `selected: ${selected}`);
    }
  });

  it('say nothing that the page knows', () => {
    const updates = new ModelUpdates();
    const start = shown(many(100));
    updates.first(start);
    assert.equal(updates.next(start), undefined);
    assert.equal(updates.next({ ...start, source: { ...start.source } }), undefined);
  });

  it('are made anew for another document, profile, edit, trust or lock', () => {
    const start = shown(many(2));
    const { source } = start;
    const changes: Record<string, ShownDocument> = {
      document: { ...start, document: shown(many(3)).document },
      profile: { ...start, selected: 1 },
      edit: { ...start, handledEdit: 1 },
      trust: { ...start, source: { ...source, isTrusted: false } },
      lock: { ...start, source: { ...source, readOnly: { message: 'no', canUnlock: true } } },
    };
    for (const [what, change] of Object.entries(changes)) {
      const updates = new ModelUpdates();
      updates.first(start);
      assert.ok(updates.next(change), what);
      assert.equal(updates.next(change), undefined, what);
      assert.ok(updates.next(start), `back from another ${what}`);
    }
  });

  it('leave the rows out as long as they are as they were', () => {
    const updates = new ModelUpdates();
    updates.first(shown(many(100)));
    assert.equal(rowsOf(updates.next(shown(many(100), 1))), undefined);
    assert.deepEqual(rowsOf(updates.next(shown(textOf('a', 'b')))), ['a', 'b']);
    assert.equal(rowsOf(updates.next(shown(textOf('a', 'b'), 1))), undefined);
  });

  it('have all rows once the page asks for them, and let it keep those that it has', () => {
    const updates = new ModelUpdates();
    const start = shown(many(100));
    const first = updates.first(start);
    updates.forget();
    const whole = updates.next(start);
    assert.ok(whole);
    assert.equal(rowsOf(whole)?.length, 100);
    assert.ok(rowsOf(whole)?.every((row) => row !== null));
    const before = reduceTab(initialState, first);
    const after = reduceTab(before, whole);
    assert.equal(after.model?.profiles[5], before.model?.profiles[5]);
    assert.equal(before.model?.profiles[99], null);
    assert.equal(after.model?.profiles[99]?.name, 'p99');
  });
});
