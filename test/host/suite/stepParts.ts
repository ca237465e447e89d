// Questions one after the other: their order, the way back, and those about a new profile, in the editor's own boxes.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import {
  commands,
  type InputBox,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';
import type { NewProfile } from '../../../extension/core/documents/newProfile.ts';
import {
  askNewProfile,
  type NewProfileOptions,
} from '../../../extension/platform/vscode/askNewProfile.ts';
import {
  back,
  multiStep,
  type Step,
  type StepResult,
} from '../../../extension/platform/vscode/multiStep.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { eventually } from './serverProfiles.ts';

type Answers = Readonly<Record<string, unknown>>;
type Box = (QuickPick<QuickPickItem> | InputBox) & { buttons: readonly QuickInputButton[] };

const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const goBack = 'workbench.action.quickInputBack';
const close = 'workbench.action.closeQuickOpen';

/** Tests of questions one after the other. */
export function stepParts(): void {
  describe('The order of questions', () => {
    /** Asks a, b (only after x) and c, which are answered as given; what was asked, each with the answers before. */
    const ask = async (...results: StepResult<Answers>[]) => {
      const asked: string[] = [];
      const step = (name: string, isAsked?: Step<Answers>['isAsked']): Step<Answers> => ({
        ...(isAsked && { isAsked }),
        ask: async (_, answers) => {
          asked.push(`${name} ${JSON.stringify(answers).replaceAll('"', '')}`);
          const result = results.shift();
          return typeof result === 'object' ? { ...answers, ...result } : result;
        },
      });
      const steps = [step('a'), step('b', ({ a }) => a === 'x'), step('c')];
      return { answers: await multiStep<Answers>('T', steps, {}), asked };
    };

    it('is that of the steps, without those that an answer makes needless', async () => {
      assert.deepEqual(await ask({ a: 'x' }, { b: 1 }, { c: 2 }), {
        answers: { a: 'x', b: 1, c: 2 },
        asked: ['a {}', 'b {a:x}', 'c {a:x,b:1}'],
      });
      assert.deepEqual(await ask({ a: 'y' }, { c: 2 }), {
        answers: { a: 'y', c: 2 },
        asked: ['a {}', 'c {a:y}'],
      });
    });

    it('goes back to what was asked before, which keeps its answer', async () => {
      assert.deepEqual(
        await ask({ a: 'y' }, back, { a: 'x' }, { b: 1 }, back, { b: 2 }, { c: 3 }),
        {
          answers: { a: 'x', b: 2, c: 3 },
          asked: [
            'a {}',
            'c {a:y}',
            'a {a:y}',
            'b {a:x}',
            'c {a:x,b:1}',
            'b {a:x,b:1}',
            'c {a:x,b:2}',
          ],
        },
      );
    });

    it('ends without an answer when the person gives up', async () => {
      assert.deepEqual(await ask({ a: 'x' }, undefined, { c: 1 }), {
        answers: undefined,
        asked: ['a {}', 'b {a:x}'],
      });
    });
  });

  /** The editor's boxes in the order in which they were made. */
  const boxes: Box[] = [];
  const { createQuickPick, createInputBox } = window;
  const gone = new WeakSet<Box>();
  const noted = <T extends Box>(box: T): T => {
    const dispose = box.dispose.bind(box);
    box.dispose = () => {
      gone.add(box);
      dispose();
    };
    boxes.push(box);
    return box;
  };

  before(() => {
    Object.assign(window, {
      createQuickPick: () => noted(createQuickPick()),
      createInputBox: () => noted(createInputBox()),
    });
  });
  after(() => Object.assign(window, { createQuickPick, createInputBox }));
  beforeEach(() => void (boxes.length = 0));

  /** Waits for a box with the title. */
  const titled = (title: string): Promise<Box> =>
    eventually(title, () => {
      const box = boxes.at(-1);
      return box?.title === title ? box : undefined;
    });

  /** Gives a command to the box in front, again while the editor has not drawn it, until that leads somewhere. */
  async function give(command: string, hasLed: () => boolean = next()): Promise<void> {
    const box = boxes.at(-1);
    while (!hasLed()) {
      // What comes after it is for another command.
      if (box && !gone.has(box)) await commands.executeCommand(command);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  function next(): () => boolean {
    const { length } = boxes;
    return () => boxes.length > length;
  }
  function end(asked: Promise<unknown>): () => boolean {
    let isOver = false;
    void asked.finally(() => (isOver = true));
    return () => isOver;
  }

  describe('A box', () => {
    it('says where it stands, and has a way back but for the first', async () => {
      const input: Step<Answers> = {
        ask: async (ui) => {
          const value = await ui.input({ prompt: 'P', value: 'v', validate: () => undefined });
          return typeof value === 'string' ? { value } : value;
        },
      };
      const asked = multiStep('T', [input, { ...input, isAsked: () => false }, { ...input }], {});
      const first = (await titled('T (1 of 2)')) as InputBox;
      assert.deepEqual([first.value, first.valueSelection, first.prompt], ['v', [0, 1], 'P']);
      assert.deepEqual([first.buttons, first.ignoreFocusOut], [[], true]);
      await give(accept);
      assert.deepEqual((await titled('T (2 of 2)')).buttons, [QuickInputButtons.Back]);
      await give(goBack);
      await titled('T (1 of 2)');
      await give(close, end(asked));
      assert.equal(await asked, undefined);
    });

    it('stays until its value is right, and says what is wrong', async () => {
      const input: Step<Answers> = {
        ask: async (ui) => {
          const validate = async (value: string) => (value === 'good' ? undefined : 'Not that.');
          const value = await ui.input({ prompt: 'P', value: 'bad', validate });
          return typeof value === 'string' ? { value } : value;
        },
      };
      const asked = multiStep('T', [input], {});
      const box = (await titled('T (1 of 1)')) as InputBox;
      await give(accept, () => box.validationMessage === 'Not that.');
      box.value = 'good';
      await give(accept, end(asked));
      assert.deepEqual(await asked, { value: 'good' });
    });

    const several = (items: readonly QuickPickItem[]): Step<Answers> => ({
      ask: async (ui, answers) => {
        const some = await ui.pickSeveral({ placeholder: 'Some', items, none: 'Choose one.' });
        return Array.isArray(some)
          ? { ...answers, some: some.map(({ label }) => label) }
          : undefined;
      },
    });

    it('begins with what was chosen before', async () => {
      const items = [{ label: 'a' }, { label: 'b', picked: true }, { label: 'c' }];
      const one: Step<Answers> = {
        ask: async (ui) => {
          const item = await ui.pick({ placeholder: 'One', items, active: items[2] });
          return typeof item === 'object' ? { one: item.label } : item;
        },
      };
      const asked = multiStep('T', [one, several(items)], {});
      await titled('T (1 of 2)');
      await give(accept);
      await titled('T (2 of 2)');
      await give(accept, end(asked));
      assert.deepEqual(await asked, { one: 'c', some: ['b'] });
    });

    it('stays when nothing matches what was typed, and takes what does', async () => {
      const items = [{ label: 'a' }, { label: 'b' }];
      const one: Step<Answers> = {
        ask: async (ui) => {
          const item = await ui.pick({ placeholder: 'One', items });
          return typeof item === 'object' ? { one: item.label } : item;
        },
      };
      const asked = multiStep('T', [one], {});
      const box = (await titled('T (1 of 1)')) as QuickPick<QuickPickItem>;
      await eventually('the items', () => box.activeItems.length > 0);
      let accepted = 0;
      box.onDidAccept(() => (accepted += 1));
      box.value = 'x';
      await eventually('no match', () => box.activeItems.length === 0);
      await give(accept, () => accepted > 0);
      assert.equal(gone.has(box), false);
      box.value = 'b';
      await eventually('a match', () => box.activeItems[0]?.label === 'b');
      await give(accept, end(asked));
      assert.deepEqual(await asked, { one: 'b' });
    });

    it('takes none of several for no answer', async () => {
      const asked = multiStep('T', [several([{ label: 'a' }])], {});
      const box = await titled('T (1 of 1)');
      await give(accept, () => 'placeholder' in box && box.placeholder === 'Choose one.');
      await give(close, end(asked));
      assert.equal(await asked, undefined);
    });
  });

  describe('A new profile', () => {
    const settings = parseLaunchSettings(
      `{ "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:8080" } },
         "profiles": { "Shop": { "commandName": "Project", "applicationUrl": "http://localhost:5000" } } }`,
    );
    const none = parseLaunchSettings('{ "profiles": {} }');
    let taken: number[];
    const options: NewProfileOptions = {
      ...{ settings, kind: 'host', names: ['index.js'], projectName: 'shop' },
      freePort: async (_, used) => {
        taken = [...used];
        return 5001;
      },
    };
    /** Takes each suggestion after choosing what is launched; titles with the values that were suggested. */
    async function suggested(
      more: Partial<NewProfileOptions>,
      label: RegExp,
    ): Promise<{ made: NewProfile | undefined; seen: string[] }> {
      const asked = askNewProfile({ ...options, ...more });
      const isOver = end(asked);
      await choose(label);
      const seen: string[] = [];
      while (!isOver()) {
        const isNext = next();
        await give(accept, () => isOver() || isNext());
        const box = boxes.at(-1);
        if (box && isNext() && 'validationMessage' in box) seen.push(box.value);
      }
      return { made: await asked, seen };
    }
    const titledNew = (position: number): Promise<Box> =>
      eventually(`step ${position}`, () => {
        const box = boxes.at(-1);
        return box?.title?.startsWith(`New Profile (${position} of `) ? box : undefined;
      });

    /** Goes to what is launched. */
    async function choose(label: RegExp): Promise<void> {
      const kinds = (await titledNew(1)) as QuickPick<QuickPickItem>;
      // The editor goes to the first one when it has drawn them.
      await eventually('the kinds', () => kinds.activeItems.length > 0);
      kinds.activeItems = kinds.items.filter((item) => label.test(item.label));
      assert.equal(kinds.activeItems.length, 1, String(label));
    }

    it('has a name and a port that are free, and is the project by itself', async () => {
      const { made, seen } = await suggested({}, /\) Project$/);
      assert.deepEqual(seen, ['shop 2', 'http://localhost:5001']);
      assert.ok(taken.includes(5000), taken.join());
      assert.equal(made?.name, 'shop 2');
      assert.equal(made.profile['commandName'], 'Project');
      assert.equal(made.profile['applicationUrl'], 'http://localhost:5001');
      assert.deepEqual((await suggested({ settings: none, projectName: '' }, /Proj/)).seen, [
        ...['web', 'http://localhost:5001'],
      ]);
    });

    it('is asked for addresses only where it has none', async () => {
      const site = await suggested({}, /IIS Express$/);
      assert.deepEqual(site.seen, ['IIS Express']);
      assert.ok(!('applicationUrl' in site.made!.profile));
      const own = await suggested({ settings: none }, /IIS Express$/);
      assert.deepEqual(own.seen, ['IIS Express', 'http://localhost:5001']);
      assert.equal(own.made?.profile['applicationUrl'], 'http://localhost:5001');
    });

    it('is asked for the program where it launches one', async () => {
      const program = await suggested({ kind: 'executable' }, /Executable$/);
      assert.deepEqual(program.seen, ['shop 2', 'node index.js']);
      assert.deepEqual(program.made?.profile, {
        ...{ commandName: 'Executable', executablePath: 'node', commandLineArgs: 'index.js' },
      });
      const proxied = await suggested({ kind: 'executable' }, /behind a Server$/);
      assert.deepEqual(proxied.seen, ['shop 2', 'node index.js', 'http://localhost:5001']);
      assert.equal(proxied.made?.profile['server'], 'proxied');
    });

    it('offers first what the project can launch, and a new app only where there is none', async () => {
      for (const [kind, first] of [
        ['host', 'Project'],
        ['executable', 'Executable'],
      ] as const) {
        const asked = askNewProfile({ ...options, kind });
        const { items } = (await titledNew(1)) as QuickPick<QuickPickItem>;
        assert.equal(items.length, 4);
        assert.match(items[0]!.label, new RegExp(`${first}$`));
        const app = items.find(({ label }) => label.endsWith(' Project'));
        assert.equal(app?.description?.startsWith('There is no app'), kind === 'executable');
        await give(close, end(asked));
        assert.equal(await asked, undefined);
        boxes.length = 0;
      }
      let apps = 0;
      const newApp = async (): Promise<void> => void (apps += 1);
      const { made, seen } = await suggested({ kind: 'executable', newApp }, /New App/);
      assert.deepEqual([made, seen, apps], [undefined, [], 1]);
    });

    it('says what is wrong with an answer, and keeps each on the way back', async () => {
      const asked = askNewProfile({ ...options, kind: 'executable' });
      await choose(/behind a Server$/);
      await give(accept);
      const wrong = async (position: number, values: Readonly<Record<string, RegExp>>) => {
        const box = (await titledNew(position)) as InputBox;
        for (const [value, message] of Object.entries(values)) {
          box.value = value;
          await give(accept, () => {
            const { validationMessage: said } = box;
            return typeof said === 'string' && message.test(said);
          });
        }
        return box;
      };
      (await wrong(2, { SHOP: /"Shop" already/, ' ': /needs a name/ })).value = ' mine ';
      await give(accept);
      (await wrong(3, { ' ': /Name the program/ })).value = 'python3 app.py';
      await give(accept);
      const urls = await wrong(4, {
        ' ': /at least one address/,
        'localhost:5000': /localhost:5000/,
      });
      urls.value = 'http://localhost:6000';
      await give(goBack);
      const program = (await titledNew(3)) as InputBox;
      assert.equal(program.value, 'python3 app.py');
      await give(goBack);
      assert.equal(((await titledNew(2)) as InputBox).value, 'mine');
      await give(goBack);
      const again = (await titledNew(1)) as QuickPick<QuickPickItem>;
      assert.match(again.activeItems[0]?.label ?? '', /behind a Server$/);
      await give(close, end(asked));
    });
  });
}
