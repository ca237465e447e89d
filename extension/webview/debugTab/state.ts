import {
  isSameRow,
  type LiveServer,
  type SentModel,
  type SentRows,
  type TabUpdate,
} from '../../features/debugTab/protocol.ts';
import type { StringKey } from '../../features/debugTab/stringKeys.ts';
import { fieldNow } from './fieldNow.ts';

/** What was typed into a field and is not in the model yet. */
export interface Draft {
  readonly value: string;
  /** The edit that it was sent with; undefined while it is only typed. */
  readonly edit?: number;
  /** Why it was not taken. */
  readonly problem?: string;
}

/** The model as far as it has come. */
export type ShownModel = Required<Pick<SentModel, 'profiles'>> & SentModel;

/** A profile on its way to another place. */
interface Move {
  readonly edit: number;
  readonly id: string | undefined;
  readonly to: number;
}

export interface TabState {
  readonly strings: Partial<Readonly<Record<StringKey, string>>>;
  /** With profiles where they are going to be. */
  readonly model?: ShownModel;
  /** As it came. */
  readonly sent?: ShownModel;
  /** Moves that it does not contain. */
  readonly moves: readonly Move[];
  readonly servers: Readonly<Record<string, LiveServer>>;
  /** By `profile/field`. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Whether a new row of the environment is being filled in. */
  readonly hasNewVariable: boolean;
  /** The profile that was clicked and whose form is on its way. */
  readonly pending?: number;
  /** Why the last edit was not made, where no field is there to say so. */
  readonly refusal?: string | undefined;
  /** The last thing that was done, for screen readers. */
  readonly announcement: string;
}

/** What happens to the tab. */
export type TabAction =
  | TabUpdate
  | { readonly type: 'typed'; readonly key: string; readonly value: string }
  | { readonly type: 'sent'; readonly keys: readonly string[]; readonly edit: number }
  | { readonly type: 'dropDraft'; readonly key: string }
  /** What was typed cannot go into the text. */
  | { readonly type: 'refused'; readonly key: string; readonly problem: string }
  | { readonly type: 'select'; readonly profile: number }
  | {
      readonly type: 'moved';
      readonly edit: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly type: 'newVariable'; readonly isShown: boolean }
  | { readonly type: 'announce'; readonly text: string };

export const initialState: TabState = {
  strings: {},
  servers: {},
  moves: [],
  drafts: {},
  hasNewVariable: false,
  announcement: '',
};

/** The state after an action; the same object when nothing changed. */
export function reduceTab(state: TabState, action: TabAction): TabState {
  switch (action.type) {
    case 'strings':
      return { ...state, strings: action.strings };
    case 'model':
      return withModel(state, action.model, action.handledEdit);
    case 'servers':
      return { ...state, servers: action.servers };
    case 'editFailed':
      return withFailure(state, action.id, action.message);
    case 'settled':
      return state;
    case 'begin':
      return { ...state, announcement: say(state, 'added', action.name) };
    case 'typed':
      return { ...state, drafts: { ...state.drafts, [action.key]: { value: action.value } } };
    case 'sent':
      return withDrafts(withoutRefusal(state), (draft, key) =>
        action.keys.includes(key) ? { value: draft.value, edit: action.edit } : draft,
      );
    case 'dropDraft':
      return withDrafts(state, (draft, key) => (key === action.key ? undefined : draft));
    case 'refused':
      return withDrafts(state, (draft, key) =>
        key === action.key ? { value: draft.value, problem: action.problem } : draft,
      );
    case 'select':
      return { ...withoutRefusal(state), pending: action.profile, hasNewVariable: false };
    case 'moved':
      return withMove(state, action);
    case 'newVariable':
      return { ...state, hasNewVariable: action.isShown };
    case 'announce':
      return { ...state, announcement: action.text };
  }
}

/** What was typed stays, with the reason at it; an edit that nobody typed has no such place. */
function withFailure(state: TabState, edit: number, problem: string): TabState {
  const next = withDrafts(state, (draft) =>
    draft.edit === edit ? { value: draft.value, problem } : draft,
  );
  if (next !== state) return next;
  const refused = { ...state, refusal: problem };
  const moves = state.moves.filter((move) => move.edit !== edit);
  // What was to be moved is where it was.
  return state.sent && moves.length < state.moves.length
    ? withModel({ ...refused, moves }, state.sent, 0)
    : refused;
}

/** A profile at its new place, with all that is known by places. */
function withMove(
  state: TabState,
  { edit, from, to }: Extract<TabAction, { type: 'moved' }>,
): TabState {
  const { model, pending } = state;
  const row = model?.profiles[from];
  if (!row) return state;
  const placeOf = (place: number): number => placeAfter(place, from, to);
  const drafts = Object.entries(state.drafts).map(([key, draft]) => {
    const { profile, field } = splitDraftKey(key);
    return [draftKey(placeOf(profile), field), draft] as const;
  });
  return {
    ...state,
    model: moveRow(model, from, to),
    moves: [...state.moves, { edit, id: row.id, to }],
    drafts: Object.fromEntries(drafts),
    ...(pending !== undefined && { pending: placeOf(pending) }),
    announcement: say(state, 'moved', row.name, to + 1),
  };
}

function moveRow(model: ShownModel, from: number, to: number): ShownModel {
  const { profiles, form } = model;
  const selected = placeAfter(model.selected, from, to);
  return {
    ...model,
    profiles: profiles.toSpliced(from, 1).toSpliced(to, 0, ...profiles.slice(from, from + 1)),
    selected,
    ...(form && { form: { ...form, index: selected } }),
  };
}

/** Where a row is after another one, or itself, was moved. */
function placeAfter(place: number, from: number, to: number): number {
  if (place === from) return to;
  const without = place > from ? place - 1 : place;
  return without >= to ? without + 1 : without;
}

function withoutRefusal(state: TabState): TabState {
  return state.refusal === undefined ? state : { ...state, refusal: undefined };
}

/** What was typed stays until the model that holds it is there; what was typed since then stays longer. */
function withModel(state: TabState, came: SentModel, handledEdit: number): TabState {
  const moves = state.moves.filter(({ edit }) => edit > handledEdit);
  const sent = { ...came, profiles: came.profiles ?? state.sent?.profiles ?? [] };
  const model = moves.reduce((shown, { id, to }) => {
    const from = shown.profiles.findIndex((row) => row?.id === id);
    return from < 0 || to >= shown.profiles.length ? shown : moveRow(shown, from, to);
  }, sent);
  const known = state.model?.profiles ?? [];
  const profiles = shareRows(known, model.profiles);
  const isTaken = (key: string): boolean => (state.drafts[key]?.edit ?? Infinity) <= handledEdit;
  const kept = inTheirRows(
    withDrafts(state, (draft, key) => {
      const { profile } = splitDraftKey(key);
      // Another profile stands there now: what was typed has been sent, and is none of its.
      const before = known[profile];
      const isOther = before && before.id !== profiles[profile]?.id;
      return isOther || isTaken(key) ? undefined : draft;
    }),
    model,
    isTaken,
  );
  const { pending, ...rest } = kept;
  const isNewProfile = state.model !== undefined && state.model.selected !== model.selected;
  // A row that was filled in is one of the text now; one that was not stays below those that others add.
  const count = model.form?.environment.length ?? 0;
  const isBegun = Object.keys(kept.drafts).some((key) =>
    key.startsWith(draftKey(model.selected, `env:${count}:`)),
  );
  const isAdded = count > (state.model?.form?.environment.length ?? 0) && !isBegun;
  const next = {
    ...rest,
    model: { ...model, profiles },
    sent,
    moves,
    hasNewVariable: !isNewProfile && !isAdded && state.hasNewVariable,
  };
  return pending === undefined || pending === model.selected || pending >= profiles.length
    ? next
    : { ...next, pending };
}

/** What is typed into a row stays with that row. */
function inTheirRows(
  state: TabState,
  { selected, form: after }: SentModel,
  isTaken: (key: string) => boolean,
): TabState {
  const before = state.model?.form;
  if (!before || !after || before.index !== selected) return state;
  const entries = Object.entries(state.drafts).flatMap(([key, draft]) => {
    const { profile, field } = splitDraftKey(key);
    // What is on its way shows what will be there.
    if (profile !== selected || draft.edit !== undefined) return [[key, draft] as const];
    const now = fieldNow(field, before, after, (other) => isTaken(draftKey(profile, other)));
    return now === undefined ? [] : [[draftKey(profile, now), draft] as const];
  });
  return { ...state, drafts: Object.fromEntries(entries) };
}

/** Rows that are as they were are the same objects, as is a list of such, so that a thousand are not drawn anew. */
function shareRows(previous: SentRows, rows: SentRows): SentRows {
  const shared = rows.map((row, index) => {
    const known = previous[index];
    return row && known && isSameRow(row, known) ? known : row;
  });
  const isSame =
    rows.length === previous.length && shared.every((row, index) => row === previous[index]);
  return isSame ? previous : shared;
}

function withDrafts(
  state: TabState,
  map: (draft: Draft, key: string) => Draft | undefined,
): TabState {
  let isChanged = false;
  const drafts: Record<string, Draft> = {};
  for (const [key, draft] of Object.entries(state.drafts)) {
    const mapped = map(draft, key);
    isChanged ||= mapped !== draft;
    if (mapped) drafts[key] = mapped;
  }
  return isChanged ? { ...state, drafts } : state;
}

/** Key of a field's draft. */
export function draftKey(profile: number, field: string): string {
  return `${profile}/${field}`;
}

/** The profile and field of a draft's key. */
export function splitDraftKey(key: string): { profile: number; field: string } {
  const slash = key.indexOf('/');
  return { profile: Number(key.slice(0, slash)), field: key.slice(slash + 1) };
}

/** A text with its `{0}`, `{1}`, … filled in; the key itself while the texts are on their way. */
export function say(
  state: TabState,
  key: StringKey,
  ...values: readonly (string | number | undefined)[]
): string {
  const text = state.strings[key] ?? '';
  return text.replaceAll(/\{(\d)\}/g, (all, index: string) => String(values[Number(index)] ?? all));
}
