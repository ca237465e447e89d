import {
  type Disposable,
  l10n,
  type QuickInput,
  QuickInputButtons,
  type QuickPickItem,
  window,
} from 'vscode';

/** The answer to a question by which the person goes one step back. */
export const back: unique symbol = Symbol('back');
export type Back = typeof back;

/** What a step gives: the answers so far with its own, one step back, or undefined when the person gives up. */
export type StepResult<Answers> = Answers | Back | undefined;

/** One question of several. */
export interface Step<Answers> {
  /** Whether it is asked, as answers are by now. Default: always. */
  readonly isAsked?: (answers: Answers) => boolean;
  readonly ask: (ui: StepUi, answers: Answers) => Promise<StepResult<Answers>>;
}

export interface PickOptions<Item extends QuickPickItem> {
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** The item that is highlighted at first. */
  readonly active?: Item | undefined;
}

export interface InputOptions {
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with a value; undefined when nothing is. */
  readonly validate: (value: string) => string | undefined | Promise<string | undefined>;
}

/** Asks within a step; the title, the counter and the way back are there already. */
export interface StepUi {
  pick<Item extends QuickPickItem>(options: PickOptions<Item>): Promise<Item | Back | undefined>;
  pickSeveral<Item extends QuickPickItem>(
    options: PickOptions<Item> & { readonly none: string },
  ): Promise<readonly Item[] | Back | undefined>;
  input(options: InputOptions): Promise<string | Back | undefined>;
}

/** Asks one thing after the other, with a way back; undefined when the person gives up. */
export async function multiStep<Answers>(
  title: string,
  steps: readonly Step<Answers>[],
  initial: Answers,
): Promise<Answers | undefined> {
  const history: Step<Answers>[] = [];
  let answers = initial;
  const isAsked = (step: Step<Answers>): boolean => step.isAsked?.(answers) ?? true;
  let next = steps.find(isAsked);
  while (next) {
    const step = next;
    const position = history.length + 1;
    const total = history.length + steps.slice(steps.indexOf(step)).filter(isAsked).length;
    const result = await step.ask(new QuickInputs(title, position, total), answers);
    if (result === undefined) return undefined;
    if (result === back) {
      // What was answered stays, as what is asked again begins with.
      next = history.pop();
      continue;
    }
    history.push(step);
    answers = result;
    next = steps.slice(steps.indexOf(step) + 1).find(isAsked);
  }
  return answers;
}

class QuickInputs implements StepUi {
  readonly #title: string;
  readonly #position: number;
  readonly #total: number;

  constructor(title: string, position: number, total: number) {
    this.#title = title;
    this.#position = position;
    this.#total = total;
  }

  async pick<Item extends QuickPickItem>(
    options: PickOptions<Item>,
  ): Promise<Item | Back | undefined> {
    const picker = this.#picker(options);
    return this.#shown(picker, (done) => [
      picker.onDidAccept(() => {
        // Without one that matches what was typed there is nothing to accept.
        const [item] = picker.activeItems;
        if (item) done(item);
      }),
      this.#onBack(picker, done),
    ]);
  }

  async pickSeveral<Item extends QuickPickItem>(
    options: PickOptions<Item> & { readonly none: string },
  ): Promise<readonly Item[] | Back | undefined> {
    const picker = this.#picker(options);
    picker.canSelectMany = true;
    picker.selectedItems = picker.items.filter(({ picked }) => picked);
    return this.#shown<readonly Item[]>(picker, (done) => [
      picker.onDidAccept(() => {
        if (picker.selectedItems.length > 0) done(picker.selectedItems);
        else picker.placeholder = options.none;
      }),
      this.#onBack(picker, done),
    ]);
  }

  async input({ prompt, value, validate }: InputOptions): Promise<string | Back | undefined> {
    const box = window.createInputBox();
    box.prompt = prompt;
    box.value = value;
    box.valueSelection = [0, value.length];
    let latest = 0;
    const check = async (): Promise<boolean> => {
      const own = ++latest;
      const problem = await validate(box.value);
      if (own === latest) box.validationMessage = problem;
      return problem === undefined;
    };
    return this.#shown<string>(box, (done) => [
      box.onDidChangeValue(() => void check()),
      box.onDidAccept(async () => {
        const accepted = box.value;
        if ((await check()) && accepted === box.value) done(accepted);
      }),
      this.#onBack(box, done),
    ]);
  }

  #picker<Item extends QuickPickItem>({ placeholder, items, active }: PickOptions<Item>) {
    const picker = window.createQuickPick<Item>();
    picker.placeholder = placeholder;
    picker.items = items;
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    if (active) picker.activeItems = [active];
    return picker;
  }

  #onBack(
    input: { readonly onDidTriggerButton: (listener: (button: unknown) => void) => Disposable },
    done: (answer: Back) => void,
  ): Disposable {
    return input.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) done(back);
    });
  }

  /** Shows it until it is answered or hidden. */
  async #shown<Answer>(
    input: QuickInput & { buttons: readonly unknown[] },
    listen: (done: (answer: Answer | Back | undefined) => void) => Disposable[],
  ): Promise<Answer | Back | undefined> {
    input.title = l10n.t('{0} ({1} of {2})', this.#title, this.#position, this.#total);
    input.ignoreFocusOut = true;
    if (this.#position > 1) input.buttons = [QuickInputButtons.Back];
    let listeners: Disposable[] = [];
    try {
      return await new Promise((resolve) => {
        listeners = [...listen(resolve), input.onDidHide(() => resolve(undefined))];
        input.show();
      });
    } finally {
      for (const listener of listeners) listener.dispose();
      input.dispose();
    }
  }
}
