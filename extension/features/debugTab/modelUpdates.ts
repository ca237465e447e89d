import {
  firstReach,
  isSameRow,
  type ProfileRow,
  type SentModel,
  type TabModel,
  type TabUpdate,
} from './protocol.ts';
import { type ReadDocument, tabModel, type TabSource } from './tabModel.ts';

/** What a tab shows at a moment. */
export interface ShownDocument {
  readonly document: ReadDocument;
  readonly source: TabSource;
  /** Index of the profile. */
  readonly selected: number;
  /** The last edit of the page that the document contains. */
  readonly handledEdit: number;
}

type ModelUpdate = Extract<TabUpdate, { type: 'model' }>;

/** Makes the models that a page is sent: whole at first, then as far as it does not know them. */
export class ModelUpdates {
  /** Rows as the page has them, or is going to ask for. */
  #rows: readonly ProfileRow[] | undefined;
  /** What the model that was sent last was made of. */
  #madeOf: readonly unknown[] = [];

  /** The model that a page begins with. */
  first(shown: ShownDocument): ModelUpdate {
    const model = this.#make(shown);
    this.#rows = model.profiles;
    return { type: 'model', model: firstModel(model), handledEdit: shown.handledEdit };
  }

  /** What the page does not know yet; undefined when it knows all. */
  next(shown: ShownDocument): ModelUpdate | undefined {
    const known = this.#madeOf;
    if (known.length > 0 && partsOf(shown).every((part, index) => part === known[index]))
      return undefined;
    const { profiles, ...rest } = this.#make(shown);
    const hasRows = this.#rows !== undefined && areSameRows(this.#rows, profiles);
    this.#rows = profiles;
    const model = hasRows ? rest : { ...rest, profiles };
    return { type: 'model', model, handledEdit: shown.handledEdit };
  }

  /** The page has nothing of what it was sent, or not all: the next model is whole. */
  forget(): void {
    this.#rows = undefined;
    this.#madeOf = [];
  }

  #make(shown: ShownDocument): ReturnType<typeof tabModel> {
    this.#madeOf = partsOf(shown);
    return tabModel(shown.document, shown.source, shown.selected);
  }
}

function partsOf({ document, source, selected, handledEdit }: ShownDocument): unknown[] {
  return [document, selected, handledEdit, source.isTrusted, source.readOnly?.message];
}

/** Whether two lists of profiles say the same. */
function areSameRows(known: readonly ProfileRow[], rows: readonly ProfileRow[]): boolean {
  return known.length === rows.length && known.every((row, index) => isSameRow(row, rows[index]));
}

/** What a page begins with: only the rows of its first screen, for the person waits while all that is sent is read. */
function firstModel(model: TabModel): SentModel {
  const isNear = (index: number): boolean =>
    Math.abs(index - Math.max(0, model.selected)) <= firstReach;
  return { ...model, profiles: model.profiles.map((row, at) => (isNear(at) ? row : null)) };
}
