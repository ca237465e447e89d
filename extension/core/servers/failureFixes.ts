import type { CodePlace } from '../../../server-runtime/contracts/controlMessages.ts';
import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import { isProxied } from '../../../server-runtime/launch/serverForProfile.ts';
import type { ProfileInProject } from '../profiles/profileStore.ts';
import { isAdvice, type ServerSnapshot } from './serverSnapshot.ts';

/** A property of a profile, or of the site that it uses, that a failure comes from. */
export type FailureProperty =
  | 'applicationUrl'
  | 'commandLineArgs'
  | 'commandName'
  | 'executablePath'
  | 'workingDirectory';

/** Something that would help after a failure, or of what does not listen, at one click. */
export type FailureFix =
  /** Launch once more, on ports that the system chooses. */
  | { readonly kind: 'anyPort' }
  /** Stop the profile that holds the port, then launch. */
  | { readonly kind: 'stopOwner'; readonly owner: string }
  | { readonly kind: 'tryAgain' }
  | { readonly kind: 'openPlace'; readonly place: CodePlace }
  | { readonly kind: 'openProperty'; readonly property: FailureProperty }
  /** The setting that names the Node of hosts. */
  | { readonly kind: 'nodeSetting' }
  | { readonly kind: 'trustCertificate' }
  /** That of .NET, which takes no other. */
  | { readonly kind: 'trustDotnetCertificate' }
  | { readonly kind: 'installDotnet' }
  | { readonly kind: 'showOutput' };

/** What would help after a failure of a launch, the likeliest first. `all` are the launches of the session. */
export function failureFixes(
  { failure, profileId }: ServerSnapshot,
  { profile, project }: ProfileInProject,
  all: readonly ServerSnapshot[],
): FailureFix[] {
  if (!failure) return [];
  const { code, place, portOwner } = failure;
  const property = (name: FailureProperty): FailureFix[] =>
    project.settingsFile === undefined ? [] : [{ kind: 'openProperty', property: name }];
  const owner = all.find(
    (server) =>
      !server.hasEnded &&
      server.profileId !== profileId &&
      server.processes.some(({ pid }) => pid === portOwner),
  );
  const isExecutable = effectiveCommandName(profile.settings) === 'Executable';
  const isTold = !isExecutable || isProxied(profile.settings);
  const special = (): FailureFix[] => {
    switch (code) {
      case 'address-in-use':
        return [
          ...(owner ? [{ kind: 'stopOwner', owner: owner.profileId } as const] : []),
          ...(isTold ? [{ kind: 'anyPort' } as const] : []),
          ...property('applicationUrl'),
        ];
      case 'address-denied':
        return [...(isTold ? [{ kind: 'anyPort' } as const] : []), ...property('applicationUrl')];
      case 'address-invalid':
      case 'address-unavailable':
      case 'no-http-address':
        return property('applicationUrl');
      case 'no-certificate':
        return [{ kind: 'trustCertificate' }, ...property('applicationUrl')];
      case 'no-dotnet-certificate':
        return [{ kind: 'trustDotnetCertificate' }, ...property('applicationUrl')];
      case 'node-not-started':
      case 'host-silent':
      case 'typescript-unsupported':
        return [{ kind: 'nodeSetting' }];
      case 'dotnet-not-found':
        return [{ kind: 'installDotnet' }];
      case 'folder-missing':
        return property('workingDirectory');
      case 'command-not-found':
      case 'command-failed':
      case 'worker-not-found':
      case 'missing-executable-path':
        return property('executablePath');
      case 'profile-not-runnable':
        return property('commandName');
      case 'app-threw':
        // An error outside the project: a script that its arguments name may not be there.
        return isExecutable && !place ? property('commandLineArgs') : [];
      case 'does-not-listen':
        return property(isTold ? 'applicationUrl' : 'commandLineArgs');
      default:
        return [];
    }
  };
  return [
    ...special(),
    ...(place ? [{ kind: 'openPlace', place } as const] : []),
    // What goes on is restarted by its own row.
    ...(isAdvice(failure) ? [] : [{ kind: 'tryAgain' } as const]),
    { kind: 'showOutput' },
  ];
}
