import { type Memento, Selection, Uri, window, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import { keepActiveProfiles } from '../../core/profiles/keepActiveProfiles.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import {
  isPartOfProject,
  isProjectSettings,
  skippedFolders,
} from '../../core/profiles/projectFolders.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { registerCommand } from '../../platform/vscode/commandRegistry.ts';
import { setContextKey } from '../../platform/vscode/contextKeys.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { ignoresCase } from '../../platform/vscode/ignoresCase.ts';
import { targetId } from '../../platform/vscode/profilePicker.ts';
import { watchFiles } from '../../platform/vscode/watchFiles.ts';
import { publishProblems } from './problems.ts';
import { ProjectSearch } from './projectSearch.ts';

export interface ProfilesFeature {
  readonly documents: ParsedDocuments;
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly errors: ErrorBoundary;
  readonly workspaceState: Memento;
  /** Where the extension is installed. */
  readonly extensionUri: Uri;
}

const activeProfileKey = 'serverProfiles.activeProfile';

/** Milliseconds without a change before files are read again. */
const quiet = 150;

/** Finds the profiles of the workspace, keeps them up to date, and remembers which one is active. */
export function registerProfiles({
  documents,
  profiles,
  servers,
  errors,
  workspaceState,
  extensionUri,
}: ProfilesFeature): Disposable {
  const store = new DisposableStore();
  const runtimeTypes = Uri.joinPath(extensionUri, 'dist', 'runtime', 'index.d.ts');
  const search = new ProjectSearch((found) => {
    const isActive = (id: string): boolean => servers.isActive(id);
    const reason = localizableText('it is no longer in the settings file.');
    profiles.setProjects(keepActiveProfiles(profiles.projects, found, isActive, reason));
    setContextKey('serverProfiles.isLoaded', true);
    setContextKey('serverProfiles.hasProfiles', profiles.launchable().length > 0);
    const hasSettings = found.some(({ settingsFile }) => settingsFile !== undefined);
    setContextKey('serverProfiles.hasSettings', hasSettings);
  });
  store.add(search);
  const refresh = (isAsked = false): Promise<void> => search.run(isAsked);
  const isKnown = (uri: Uri): boolean => {
    const path = uri.toString();
    return profiles.projects.some(({ id }) => id === path || id.startsWith(`${path}/`));
  };
  // After activate(), which the editor waits for: to set up watchers takes longer than all the rest of it.
  const start = setImmediate(() => {
    const anyCase = ignoresCase({ scheme: 'file' });
    store.add(
      watchFiles(
        {
          isRead: (path) => isProjectSettings(path, anyCase),
          isSign: (path) => isPartOfProject(path, anyCase),
          isKnown,
          skipped: skippedFolders,
          quiet,
        },
        () => void errors.run(() => refresh()),
      ),
    );
    void errors.run(() => refresh());
  });
  store.defer(() => clearImmediate(start));
  store.add(publishProblems(profiles, documents));
  store.add(
    servers.onDidChange(({ profileId, hasEnded }) => {
      const isGone = hasEnded && profiles.find(profileId)?.profile.unavailable !== undefined;
      if (isGone) void errors.run(() => refresh());
    }),
  );

  profiles.choose(workspaceState.get<string>(activeProfileKey));
  let remembered = profiles.chosenId;
  let activeId: string | undefined;
  store.add(
    profiles.onDidChange(() => {
      const id = profiles.active?.profile.id;
      if (id !== activeId) setContextKey('serverProfiles.activeIds', id === undefined ? [] : [id]);
      activeId = id;
      if (profiles.chosenId === remembered) return;
      remembered = profiles.chosenId;
      void workspaceState.update(activeProfileKey, remembered);
    }),
  );

  store.add(registerCommand(errors, Commands.refresh, () => refresh(true)));
  store.add(
    registerCommand(errors, Commands.createSettings, async (target) => {
      const { createSettings } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './createSettings.ts'
      );
      await createSettings(target);
    }),
  );
  store.add(
    registerCommand(errors, Commands.newProfile, async (target) => {
      const { addProfile } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './addProfile.ts'
      );
      const added = await addProfile(profiles, documents, target);
      if (!added) return;
      await refresh();
      profiles.choose(added);
    }),
  );
  store.add(
    registerCommand(errors, Commands.newProject, async () => {
      const { createProject } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './createProject.ts'
      );
      await createProject(runtimeTypes);
    }),
  );
  store.add(
    registerCommand(errors, Commands.selectProfile, async () => {
      const { selectProfile } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './selectProfile.ts'
      );
      await selectProfile(profiles, servers, workspaceState);
    }),
  );
  store.add(
    registerCommand(errors, Commands.setActive, (target) => profiles.choose(targetId(target))),
  );
  store.add(
    registerCommand(errors, Commands.openSettings, async (target) => {
      const { openSettings } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './openSettings.ts'
      );
      await openSettings(profiles, target);
    }),
  );
  store.add(registerCommand(errors, Commands.revealProblem, reveal));
  return store;
}

async function reveal(settingsFile: string, offset: number, length: number): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(settingsFile));
  const selection = new Selection(
    document.positionAt(offset),
    document.positionAt(offset + length),
  );
  await window.showTextDocument(document, { selection });
}
