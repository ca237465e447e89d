import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';
import type { DiagnosticSeverity } from '../../../server-runtime/launch/model.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import type { StringKey } from './stringKeys.ts';

/*
 * What the Debug tab's two ends say to each other. The extension owns the document and all that follows from it; the
 * webview owns what is typed and not yet sent, and where the person is looking.
 */

export type { LaunchSettingsEdit };
export type { DiagnosticSeverity, ServerState };

/** Something to say at a field. */
export interface FieldProblem {
  readonly severity: DiagnosticSeverity;
  readonly message: string;
}

/** Icon of a launch kind. */
export type KindIcon = 'project' | 'proxied' | 'executable' | 'foreign';

/** A row of the list of profiles. */
export interface ProfileRow {
  /** Id of the profile in the editor; servers are known by it. */
  readonly id: string;
  readonly name: string;
  /** The launch kind for people. */
  readonly kind: string;
  readonly icon: KindIcon;
  /** Why it does not run here. */
  readonly unavailable?: string;
  /** The worst of its findings. */
  readonly severity?: 'error' | 'warning';
}

/** Whether two rows say the same. */
export function isSameRow(a: ProfileRow, b: ProfileRow | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.name === b.name &&
    a.kind === b.kind &&
    a.icon === b.icon &&
    a.severity === b.severity &&
    a.unavailable === b.unavailable
  );
}

/** An entry of a drop-down list. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Shared bindings of IIS Express (or IIS) profiles. */
export interface IisForm {
  /** Key below `iisSettings`. */
  readonly section: 'iisExpress' | 'iis';
  readonly applicationUrl: string;
  readonly sslPort: number;
  readonly anonymousAuthentication: boolean;
  readonly windowsAuthentication: boolean;
}

/** The selected profile, field by field, as the text has it. */
export interface ProfileForm {
  /** In file order, from 0. */
  readonly index: number;
  readonly commandName: string;
  readonly commandNames: readonly Choice[];
  readonly commandLineArgs: string;
  /** What the arguments split into, unexpanded. */
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly executablePath: string;
  readonly launchBrowser: boolean;
  readonly launchUrl: string;
  readonly urls: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** Empty when there is no choice. */
  readonly servers: readonly Choice[];
  readonly server: string;
  readonly hostingModel: string;
  readonly iis?: IisForm;
  /** Fields of the launch kind: what it does not use is hidden, unless the text has it. */
  readonly shows: {
    readonly executable: boolean;
    readonly urls: boolean;
    readonly iis: boolean;
    readonly hostingModel: boolean;
  };
  /** By field: `commandLineArgs`, `url:0`, `env:2`, `iis.sslPort`, …; `profile` for those of none. */
  readonly problems: Readonly<Record<string, readonly FieldProblem[]>>;
}

/** A value and where it comes from. */
export interface OriginValue {
  readonly value: string;
  readonly origin: string;
}

/** What launching the selected profile does. */
export interface EffectiveLaunch {
  readonly command: OriginValue;
  readonly args: readonly string[];
  readonly argsOrigin: string;
  readonly cwd: OriginValue;
  readonly env: readonly (OriginValue & { readonly name: string })[];
  readonly urls: readonly string[];
  readonly urlsOrigin: string;
  readonly browserUrl: string;
  readonly server: string;
  /** All of it as a shell command. */
  readonly shellText: string;
}

/** What is wrong in the text; lines are counted from 1. */
export interface TextProblem {
  readonly message: string;
  readonly line: number;
}

/** Why a file takes no changes. */
export interface ReadOnly {
  readonly message: string;
  /** Whether the editor can make it writeable; it cannot where the file system says so. */
  readonly canUnlock: boolean;
}

/** The document as the tab shows it. */
export interface TabModel {
  readonly fileName: string;
  readonly projectName: string;
  /** Set when the text cannot be edited by fields, as it is. */
  readonly syntaxError?: TextProblem;
  /** What the form shows nothing of, and leaves alone. */
  readonly leftOut?: TextProblem;
  /** Set when the editor takes no changes of the file. */
  readonly readOnly?: ReadOnly | undefined;
  readonly isTrusted: boolean;
  readonly profiles: readonly ProfileRow[];
  /** Index of the selected profile, -1 for none. */
  readonly selected: number;
  readonly form?: ProfileForm;
  readonly effective?: EffectiveLaunch;
}

/** How far from the selected row rows are drawn first: more than a screen shows. */
export const firstReach = 30;

/** The rows as far as the page has them: null for those that it did not come with. */
export type SentRows = readonly (ProfileRow | null)[];

/** A model on its way: without its rows while they are as they were sent last, for there may be a thousand. */
export type SentModel = Omit<TabModel, 'profiles'> & { readonly profiles?: SentRows };

/** A launch of a profile, as far as the tab shows it. */
export interface LiveServer {
  /** Running: the program is up, and does not listen. */
  readonly state: ServerState | 'running';
  readonly stateText: string;
  readonly isActive: boolean;
  readonly isDebugging: boolean;
  /** Whether it goes on with other settings than the text has by now. */
  readonly isOutdated: boolean;
  readonly addresses: readonly string[];
  /** Why it failed or is degraded; or help for one that is running and does not listen. */
  readonly failure?: { readonly message: string; readonly help: readonly string[] };
}

/** From the extension. */
export type TabUpdate =
  | { readonly type: 'strings'; readonly strings: Readonly<Record<StringKey, string>> }
  /** `handledEdit`: the last `edit` that the model contains. */
  | { readonly type: 'model'; readonly model: SentModel; readonly handledEdit: number }
  | { readonly type: 'servers'; readonly servers: Readonly<Record<string, LiveServer>> }
  | { readonly type: 'editFailed'; readonly id: number; readonly message: string }
  /** The answer to `settle`. */
  | { readonly type: 'settled'; readonly id: number }
  /** The profile that is shown was made just now, to be filled in. */
  | { readonly type: 'begin'; readonly name: string };

/** What the buttons and menus of a profile do. */
export const profileCommands = [
  'run',
  'debug',
  'stop',
  'restart',
  'showOutput',
  'rename',
  'duplicate',
  'remove',
  'moveUp',
  'moveDown',
] as const;
export type ProfileCommand = (typeof profileCommands)[number];

/** A free port that the extension looks for. */
export const suggestions = ['http', 'https', 'ssl'] as const;
export type Suggestion = (typeof suggestions)[number];

/** A profile that a request is about: where the page shows it, and its name, for it may have moved meanwhile. */
interface OfProfile {
  readonly profile: number;
  readonly of?: string | undefined;
}

/** From the webview. */
export type TabRequest =
  /** `hasStarted`: it shows what its page came with. */
  | { readonly type: 'ready'; readonly selected: number; readonly hasStarted: boolean }
  /** Wants the rows that its page did not come with. */
  | { readonly type: 'rows' }
  | ({ readonly type: 'select' } & OfProfile)
  /** `of`: the profile that the edits are about, by its name, for it may have moved meanwhile. */
  | {
      readonly type: 'edit';
      readonly id: number;
      readonly of?: string | undefined;
      readonly edits: readonly LaunchSettingsEdit[];
    }
  /** Wants to hear when all edits so far are in the text. */
  | { readonly type: 'settle'; readonly id: number }
  | ({ readonly type: 'suggest'; readonly what: Suggestion } & OfProfile)
  | ({ readonly type: 'setServer'; readonly server: string } & OfProfile)
  | ({
      readonly type: 'browse';
      readonly field: 'workingDirectory' | 'executablePath';
    } & OfProfile)
  | { readonly type: 'addProfile' }
  | ({ readonly type: 'command'; readonly command: ProfileCommand } & OfProfile)
  | { readonly type: 'openUrl'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'manageTrust' }
  /** The person is back at the page, or saves: what the editor does not tell may have changed. */
  | { readonly type: 'look'; readonly isSaving: boolean }
  | { readonly type: 'makeWriteable' }
  | { readonly type: 'openText'; readonly line: number }
  /** The webview's own trouble, for the log. */
  | { readonly type: 'fault'; readonly message: string };
