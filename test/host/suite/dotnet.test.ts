// Debugging .NET projects, with a debugger that only starts and ends the program: no SDK and no real debugger are needed.
import { debuggedPrograms } from './debuggedPrograms.ts';
import { serverProfiles } from './serverProfiles.ts';

describe('Programs under a debugger', () => {
  before(serverProfiles);

  debuggedPrograms();
});
