import type {
  LaunchSettingsEdit,
  ProfileCommand,
  SentModel,
  TabRequest,
} from '../../features/debugTab/protocol.ts';
import type { StringKey } from '../../features/debugTab/stringKeys.ts';
import {
  editsOf,
  isOfNewVariable,
  isUnfinished,
  variableEdits,
  typedProblem,
} from './fieldEdits.ts';
import {
  type Draft,
  draftKey,
  reduceTab,
  say,
  splitDraftKey,
  type TabAction,
  type TabState,
} from './state.ts';

/** Milliseconds without a key stroke after which what was typed goes into the text. */
const typingPause = 250;

/** What views do: everything that leaves the webview or changes its state goes through here. */
export class Controller {
  #state: TabState;
  readonly #post: (request: TabRequest) => void;
  readonly #onChange: () => void;
  #lastEdit = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(initial: TabState, post: (request: TabRequest) => void, onChange: () => void) {
    this.#state = initial;
    this.#post = post;
    this.#onChange = onChange;
  }

  get state(): TabState {
    return this.#state;
  }

  dispatch(action: TabAction): void {
    // What was typed belongs to the form that it was typed into.
    if (action.type === 'model' && isOfOtherProfile(this.#state, action.model)) this.flush();
    const next = reduceTab(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    if (action.type === 'model' && this.#timer === undefined) this.#flushSoon();
    this.#onChange();
  }

  /** Sends a request; one about a profile names it. */
  post(request: TabRequest): void {
    this.flush();
    this.#post('profile' in request ? { ...request, of: this.#nameOf(request.profile) } : request);
  }

  command(command: ProfileCommand, profile: number): void {
    this.post({ type: 'command', command, profile });
  }

  /** Shows another profile. */
  select(profile: number): void {
    const { model, pending } = this.#state;
    if (!model || profile < 0 || profile >= model.profiles.length) return;
    if ((pending ?? model.selected) === profile) return;
    this.flush();
    this.dispatch({ type: 'select', profile });
    this.post({ type: 'select', profile });
  }

  /** A key stroke in a field of the form: kept as a draft, sent after a pause. */
  type(field: string, value: string): void {
    const { form } = this.#state.model ?? {};
    if (!form) return;
    this.dispatch({ type: 'typed', key: draftKey(form.index, field), value });
    // The name of a variable is no name until it is finished.
    if (field.endsWith(':name')) this.#stopTimer();
    else this.#flushSoon();
  }

  /** Says at a field why what it shows cannot go into the text. */
  refuse(field: string, problem: StringKey): void {
    const { form } = this.#state.model ?? {};
    if (!form) return;
    const key = draftKey(form.index, field);
    const { value = '' } = this.#state.drafts[key] ?? {};
    this.dispatch({ type: 'typed', key, value });
    this.dispatch({ type: 'refused', key, problem: say(this.#state, problem) });
  }

  /** Forgets what was typed into fields. */
  drop(...fields: readonly string[]): void {
    const { index = -1 } = this.#state.model?.form ?? {};
    for (const field of fields) this.dispatch({ type: 'dropDraft', key: draftKey(index, field) });
  }

  /** Adds variables that were pasted into the name of a row, in place of the one that was being typed there. */
  addVariables(row: number, pairs: readonly (readonly [name: string, value: string])[]): void {
    const { form } = this.#state.model ?? {};
    if (!form) return;
    const { environment } = form;
    this.drop(`env:${row}:name`);
    // That of a variable that is there is finished.
    if (row >= environment.length) this.drop(`env:${row}:value`);
    const isKnown = ([name]: readonly [string, string]): boolean =>
      environment.some((entry) => entry.name === name);
    // Else the new row becomes the first of those that are added, and keeps the focus.
    if (pairs.every(isKnown)) this.dispatch({ type: 'newVariable', isShown: false });
    this.edit(variableEdits(form, pairs));
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flushSoon(): void {
    this.#stopTimer();
    const isUnsent = ([key, { edit, problem }]: [string, Draft]): boolean =>
      edit === undefined && problem === undefined && !key.endsWith(':name');
    if (!Object.entries(this.#state.drafts).some(isUnsent)) return;
    this.#timer = setTimeout(() => this.flush(true), typingPause);
  }

  /**
   * Sends what was typed, as one edit.
   * @param isPause whether the person only pauses: what would take away the row that they type into waits
   */
  flush(isPause = false): void {
    this.#stopTimer();
    const { form } = this.#state.model ?? {};
    const waiting = Object.entries(this.#state.drafts).filter(
      ([, { edit, problem }]) => edit === undefined && problem === undefined,
    );
    if (!form || waiting.length === 0) return;
    const keys: string[] = [];
    const edits: LaunchSettingsEdit[] = [];
    for (const [key, { value }] of waiting) {
      const { profile, field } = splitDraftKey(key);
      if (isPause && isUnfinished(field, value)) continue;
      const wrong = profile === form.index ? typedProblem(form, field, value) : undefined;
      if (wrong) {
        const problem = say(this.#state, wrong, value.trim());
        this.dispatch({ type: 'refused', key, problem });
        continue;
      }
      // It goes out once the name of its variable is in the text.
      if (profile === form.index && isOfNewVariable(form, field)) continue;
      const made = profile === form.index ? editsOf(form, field, value) : [];
      if (made.length === 0) {
        this.dispatch({ type: 'dropDraft', key });
        continue;
      }
      keys.push(key);
      edits.push(...made);
    }
    if (edits.length === 0) return;
    this.edit(edits, keys);
  }

  /** Sends edits that were not typed. */
  edit(edits: readonly LaunchSettingsEdit[], keys: readonly string[] = []): void {
    if (keys.length === 0) this.flush();
    if (edits.length === 0) return;
    const id = ++this.#lastEdit;
    this.dispatch({ type: 'sent', keys, edit: id });
    const of = this.#nameOf(profileOf(edits));
    this.#post({ type: 'edit', id, ...(of !== undefined && { of }), edits });
  }

  /** Gives a profile another place, where the list has it at once: keys that come soon are meant for what they see. */
  move(from: number, to: number): void {
    this.edit([{ kind: 'moveProfile', profile: from, to }]);
    this.dispatch({ type: 'moved', edit: this.#lastEdit, from, to });
  }

  /** The name of a profile as it is written: what its row shows may be another. */
  #nameOf(profile: number): string | undefined {
    const row = this.#state.model?.profiles[profile]?.id;
    return row?.slice(row.indexOf('#') + 1);
  }
}

/** Whether a model shows another profile than the state does, be it at the same place. */
function isOfOtherProfile({ model }: TabState, { selected, profiles }: SentModel): boolean {
  if (model?.selected !== selected) return true;
  return profiles !== undefined && profiles[selected]?.id !== model.profiles[selected]?.id;
}

/** Place of the profile that edits are about; -1 for none. */
function profileOf(edits: readonly LaunchSettingsEdit[]): number {
  for (const edit of edits) {
    if (edit.kind !== 'setValue' && edit.kind !== 'addProfile') return edit.profile;
  }
  return -1;
}
