import { createScanner } from 'jsonc-parser';

import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import type {
  LaunchProfile,
  LaunchSettings,
  TextRange,
} from '../../../server-runtime/launch/model.ts';

/** The text that a launch of a profile goes by: its own, and that of the sites unless the app binds by itself. */
export function launchText(text: string, settings: LaunchSettings, profile: LaunchProfile): string {
  const part = ({ offset, length }: TextRange): string => text.slice(offset, offset + length);
  const own = part(profile.range);
  const sites = settings.iisSettings?.range;
  return sites && effectiveCommandName(profile) !== 'Project' ? `${own}\n${part(sites)}` : own;
}

/** Whether two such texts launch the same: blanks and comments do not count. */
export function launchesSame(a: string, b: string): boolean {
  return a === b || tokensOf(a) === tokensOf(b);
}

function tokensOf(text: string): string {
  const scanner = createScanner(text, true);
  const tokens: string[] = [];
  // The end of the text is a token of no length.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const start = scanner.getTokenOffset();
    tokens.push(text.slice(start, start + scanner.getTokenLength()));
  }
  return tokens.join(' ');
}
