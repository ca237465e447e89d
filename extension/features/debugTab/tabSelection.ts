import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';

/** A list of profiles, as far as a selection in it goes. */
type Profiles = readonly { readonly name: string }[];

/** The profile that a tab shows. It stays with its profile: where that goes, and under the name that it gets. */
export class TabSelection {
  #index = 0;
  #name: string | undefined;
  #wanted: string | undefined;
  /** Profiles of the text that the selection was made in. */
  #names: readonly string[] = [];
  /** What was selected before, the last one at the end. */
  #earlier: string[] = [];

  /** Index among the profiles; 0 where there are none. */
  get index(): number {
    return this.#index;
  }

  /**
   * Selects a profile of the text as it is: the one of a name, wherever that stands by now, else the one at its place.
   */
  select(index: number, profiles: Profiles, name = profiles[index]?.name): void {
    this.#wanted = undefined;
    const isThere = profiles[index]?.name === name;
    const now = isThere ? index : profiles.findIndex((profile) => profile.name === name);
    this.#take(Math.max(0, now < 0 ? index : now), profiles);
  }

  /** Selects a profile by its name, now or as soon as the text has it. */
  want(name: string): void {
    this.#wanted = name;
  }

  /** Selects a profile by its name, unless another one was chosen already. */
  prefer(name: string): void {
    if (this.#name === undefined) this.#wanted ??= name;
  }

  /**
   * What becomes of the selection in a text.
   * @param isUndone whether the text comes from undo or redo: they show what they bring back
   */
  follow(profiles: Profiles, isUndone = false): void {
    const wanted = profiles.findIndex(({ name }) => name === this.#wanted);
    if (wanted >= 0) return this.select(wanted, profiles);
    const added = isUndone ? this.#addedTo(profiles) : -1;
    if (added >= 0) return this.#take(added, profiles);
    const index =
      profiles[this.#index]?.name === this.#name
        ? this.#index
        : profiles.findIndex(({ name }) => name === this.#name);
    this.#take(index < 0 ? this.#substitute(profiles, isUndone) : index, profiles);
  }

  /** What an edit does to the selection, before the text tells of it. */
  expect(edits: readonly LaunchSettingsEdit[]): void {
    for (const edit of edits) {
      if (edit.kind === 'moveProfile' && edit.profile === this.#index) this.#index = edit.to;
      if (edit.kind === 'renameProfile' && edit.profile === this.#index) this.want(edit.name);
      if (edit.kind === 'addProfile') this.want(edit.name);
    }
  }

  /** The only profile that the text did not have; -1 when there is none, or more. */
  #addedTo(profiles: Profiles): number {
    const known = new Set(this.#names);
    const added = profiles.filter(({ name }) => !known.has(name));
    return added.length === 1 ? profiles.indexOf(added[0] as (typeof profiles)[number]) : -1;
  }

  /** Another profile for one that is gone: the next one; after undo the one that was selected before. */
  #substitute(profiles: Profiles, isUndone: boolean): number {
    const last = Math.max(0, profiles.length - 1);
    const name = this.#earlier.findLast((earlier) => profiles.some((p) => p.name === earlier));
    return isUndone && name !== undefined
      ? profiles.findIndex((profile) => profile.name === name)
      : Math.min(this.#index, last);
  }

  #take(index: number, profiles: Profiles): void {
    this.#index = index;
    const name = profiles[index]?.name ?? this.#name;
    if (this.#name !== undefined && name !== this.#name) {
      this.#earlier = [...this.#earlier, this.#name].slice(-20);
    }
    this.#name = name;
    this.#names = profiles.map((profile) => profile.name);
  }
}
