import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project, ProjectProfile } from '../../core/profiles/project.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { isOutdated } from '../../core/servers/isOutdated.ts';
import { passes, type TreeFilter } from './treeFilter.ts';
import {
  isNotJson,
  nodesBelow,
  problemsOf,
  profileNode,
  projectNode,
  type TreeNode,
} from './treeNodes.ts';

/** What is shown of a project. */
interface SeenProject {
  /** What its own row and the list of rows below it come from. */
  readonly outline: string;
  /** What each profile's row comes from, without its server. */
  readonly rows: Map<string, string>;
}

/**
 * The rows of the tree over the two hubs, and which of them a change touches. The editor knows rows by object, so there
 * is one object per project and profile; {@link TreeModel.present} tells what it stands for by now.
 */
export class TreeModel {
  readonly #profiles: ProfileStore;
  readonly #servers: ServerRegistry;
  readonly #known = new Map<string, TreeNode>();
  #filter: TreeFilter | undefined;
  #seen: ReadonlyMap<string, SeenProject> = new Map();

  constructor(profiles: ProfileStore, servers: ServerRegistry) {
    this.#profiles = profiles;
    this.#servers = servers;
  }

  get filter(): TreeFilter | undefined {
    return this.#filter;
  }

  /** Shows only what passes; undefined shows everything. The rows to draw follow from {@link changes}. */
  setFilter(filter: TreeFilter | undefined): void {
    this.#filter = filter;
  }

  /** How many profiles are shown, of how many. */
  get counts(): { readonly shown: number; readonly all: number } {
    const all = this.#profiles.all();
    return { shown: all.filter((found) => this.#isShown(found)).length, all: all.length };
  }

  roots(): TreeNode[] {
    return this.#projects().map((project) => this.#remember(projectNode(project)));
  }

  children(node: TreeNode): TreeNode[] {
    const present = this.present(node);
    if (present.kind !== 'project') return nodesBelow(present);
    const problems = this.#filter ? [] : problemsOf(present.project);
    const rows = this.#shownProfiles(present.project).map((found) =>
      this.#remember(profileNode(found, this.#profiles, this.#servers)),
    );
    if (problems.length + rows.length > 0) return [...problems, ...rows];
    const { id, settingsFile } = present.project;
    return [{ kind: 'hint', id: `${id}?hint`, projectId: id, settingsFile }];
  }

  parent(node: TreeNode): TreeNode | undefined {
    if (node.kind !== 'profile') return undefined;
    const project = this.#profiles.find(node.profileId)?.project;
    return project && this.#remember(projectNode(project));
  }

  /** A row as things stand, whenever its object was made. */
  present(node: TreeNode): TreeNode {
    if (node.kind === 'project') {
      const project = this.#profiles.projects.find(({ id }) => id === node.id);
      return project ? projectNode(project) : node;
    }
    if (node.kind !== 'profile') return node;
    const found = this.#profiles.find(node.profileId);
    return found ? profileNode(found, this.#profiles, this.#servers) : node;
  }

  /** The row of a profile; undefined when none is shown. */
  rowOf(profileId: string): TreeNode | undefined {
    const found = this.#profiles.find(profileId);
    if (!found || !this.#isShown(found)) return undefined;
    return this.#remember(profileNode(found, this.#profiles, this.#servers));
  }

  /** The rows to draw again after a server changed. */
  changesOfServer(profileId: string): readonly TreeNode[] | 'all' {
    // A filter on states lets rows come and go.
    const listed = this.#filter?.state === undefined ? [] : this.changes();
    if (listed === 'all') return listed;
    const row = this.rowOf(profileId);
    // It is drawn as things stand, whatever else changes it next.
    const found = this.#profiles.find(profileId);
    if (found) this.#seen.get(found.project.id)?.rows.set(profileId, this.#rowText(found.profile));
    return row && !listed.includes(row) ? [...listed, row] : listed;
  }

  /** The rows to draw again since the last look, as profiles and the filter are now. */
  changes(): readonly TreeNode[] | 'all' {
    const before = this.#seen;
    const projects = this.#projects();
    const now = new Map(projects.map((project) => [project.id, this.#look(project)]));
    this.#seen = now;
    const isSameList =
      before.size === now.size && [...before.keys()].every((id, i) => projects[i]?.id === id);
    this.#forget();
    if (!isSameList) return 'all';
    return projects.flatMap((project) => {
      const old = before.get(project.id);
      const { outline, rows } = now.get(project.id) as SeenProject;
      if (outline !== old?.outline) return this.#knownRow(project.id);
      return [...rows].flatMap(([id, row]) => (row === old.rows.get(id) ? [] : this.#knownRow(id)));
    });
  }

  #look(project: Project): SeenProject {
    const shown = this.#shownProfiles(project);
    const { name, location, settingsFile, profiles } = project;
    const problems = this.#filter ? [] : problemsOf(project);
    const outline = JSON.stringify([
      ...[name, location, settingsFile, profiles.length],
      isNotJson(project),
      problems.map((node) => (node.kind === 'problem' ? node.diagnostic : node.id)),
      shown.map(({ profile }) => profile.id),
    ]);
    const rows = shown.map(({ profile }) => [profile.id, this.#rowText(profile)] as const);
    return { outline, rows: new Map(rows) };
  }

  #rowText({ id, label, unavailable, text }: ProjectProfile): string {
    const isActive = id === this.#profiles.active?.profile.id;
    return JSON.stringify([label, unavailable, isActive, isOutdated(this.#servers.get(id), text)]);
  }

  /** A filter hides projects that have nothing to show. */
  #projects(): readonly Project[] {
    if (!this.#filter) return this.#profiles.projects;
    return this.#profiles.projects.filter((project) => this.#shownProfiles(project).length > 0);
  }

  #shownProfiles(project: Project): ProfileInProject[] {
    return project.profiles
      .map((profile) => ({ project, profile }))
      .filter((found) => this.#isShown(found));
  }

  #isShown(found: ProfileInProject): boolean {
    return (
      this.#filter === undefined || passes(this.#filter, found, this.#servers.get(found.profile.id))
    );
  }

  #remember(node: TreeNode): TreeNode {
    const known = this.#known.get(node.id);
    if (known) return known;
    this.#known.set(node.id, node);
    return node;
  }

  /** What was never drawn needs no drawing again. */
  #knownRow(id: string): TreeNode[] {
    const known = this.#known.get(id);
    return known ? [known] : [];
  }

  /** Objects of rows that are gone. */
  #forget(): void {
    const projects = new Set(this.#profiles.projects.map(({ id }) => id));
    for (const id of this.#known.keys()) {
      if (!projects.has(id) && !this.#profiles.find(id)) this.#known.delete(id);
    }
  }
}
