import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event, whenSo } from '../base/event.ts';
import { profileTitle } from './profileTitle.ts';
import type { Project, ProjectProfile } from './project.ts';
import { renamedProfile } from './renamedProfile.ts';

/** A profile and the project that it belongs to. */
export interface ProfileInProject {
  readonly project: Project;
  readonly profile: ProjectProfile;
}

/** The hub for what was found in the workspace, and which profile is the active one. */
export class ProfileStore implements Disposable {
  #projects: readonly Project[] = [];
  #byId: ReadonlyMap<string, ProfileInProject> = new Map();
  #firstLaunchable: ProfileInProject | undefined;
  #isLoaded = false;
  #chosenId: string | undefined;
  readonly #changed: Emitter<void>;

  /** @param onError told of what a listener throws. */
  constructor(onError?: (error: unknown) => void) {
    this.#changed = new Emitter(onError);
  }

  /** Fires after the projects or the active profile changed. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** Whether the workspace has been searched. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Resolves when the workspace has been searched: a command may be what activates the extension. */
  async whenLoaded(): Promise<void> {
    await whenSo(this.onDidChange, () => this.#isLoaded);
  }

  /** By location, then name. */
  get projects(): readonly Project[] {
    return this.#projects;
  }

  /** A chosen profile that has another name now stays the chosen one. */
  setProjects(projects: readonly Project[]): void {
    const chosen = this.#chosenId;
    const before = chosen === undefined ? undefined : this.find(chosen)?.project;
    if (chosen !== undefined && before) {
      const after = projects.find(({ id }) => id === before.id);
      this.#chosenId = renamedProfile(before, after, chosen) ?? chosen;
    }
    this.#projects = projects;
    this.#byId = new Map(this.all().map((found) => [found.profile.id, found]));
    [this.#firstLaunchable] = this.launchable();
    this.#isLoaded = true;
    this.#changed.fire();
  }

  find(id: string): ProfileInProject | undefined {
    return this.#byId.get(id);
  }

  /** A profile's name as it is told from that of others: see {@link profileTitle}. */
  titleOf(found: ProfileInProject, shownName = found.profile.name): string {
    return profileTitle(found, this.#projects, shownName);
  }

  /** All profiles, project by project, in file order. */
  all(): ProfileInProject[] {
    return this.#projects.flatMap((project) =>
      project.profiles.map((profile) => ({ project, profile })),
    );
  }

  /** The profiles that can be launched. */
  launchable(): ProfileInProject[] {
    return this.all().filter(({ profile }) => profile.unavailable === undefined);
  }

  /** The chosen profile while it is there, else the first that can be launched. */
  get active(): ProfileInProject | undefined {
    const chosen = this.#chosenId === undefined ? undefined : this.find(this.#chosenId);
    return chosen ?? this.#firstLaunchable;
  }

  /** The settings file that is meant when none is named; undefined when there is none. */
  get settingsFile(): string | undefined {
    const files = [this.active?.project, ...this.#projects].map((project) => project?.settingsFile);
    return files.find((file) => file !== undefined);
  }

  /** What was chosen, also while no such profile is there. */
  get chosenId(): string | undefined {
    return this.#chosenId;
  }

  /** Makes a profile the active one. */
  choose(id: string | undefined): void {
    if (this.#chosenId === id) return;
    this.#chosenId = id;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
