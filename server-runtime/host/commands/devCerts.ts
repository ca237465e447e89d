import {
  checkTrust,
  hasOwnCertificate,
  removeOwnCertificate,
  trustCertificate,
  trustVariables,
} from '../../devCerts/certificateTrust.ts';
import type { TrustResult } from '../../devCerts/runTrustStep.ts';
import type { TrustStep } from '../../devCerts/trustStep.ts';
import {
  type DevelopmentCertificate,
  findDevelopmentCertificate,
} from '../../servers/shared/developmentCertificate.ts';
import type { HostCommand } from '../hostCommand.ts';
import { UsageError } from '../usageError.ts';

/** Exit codes of `dotnet dev-certs`. */
const exitCodes = { cleanFailed: 3, trustFailed: 4, none: 6, notTrusted: 7 };

/** `dev-certs https`: the certificate for https while developing. */
export const devCertsCommand: HostCommand = {
  name: 'dev-certs',
  subject: 'https',
  summary: 'Make, check, trust or remove the certificate for https on this machine',
  options: [
    {
      name: '--check',
      aliases: ['-c'],
      help: 'Say whether there is a valid one; with --trust, a trusted one',
    },
    { name: '--trust', aliases: ['-t'], help: 'Make the browsers of this user trust it' },
    { name: '--clean', help: 'Remove it; one of dotnet dev-certs stays' },
  ],
  async run(args) {
    if (args.has('--clean') && (args.has('--check') || args.has('--trust'))) {
      throw new UsageError('--clean goes with neither --check nor --trust');
    }
    if (args.has('--clean')) return clean();
    if (args.has('--check')) return check(args.has('--trust'));
    const found = findDevelopmentCertificate() ?? (await create());
    if (!found) return exitCodes.none;
    say(describe(found));
    return args.has('--trust') ? trust(found) : 0;
  },
};

async function create(): Promise<DevelopmentCertificate | undefined> {
  // A bundle of its own: what makes certificates is larger than all the rest of the host, which has to start quickly.
  const { createDevelopmentCertificate } = await import(
    /* webpackMode: "lazy", webpackChunkName: "makeCertificate" */
    '../../devCerts/createDevelopmentCertificate.ts'
  );
  if (hasOwnCertificate()) {
    // Nobody should go on trusting it.
    report(removeOwnCertificate(), 'does not trust the old one any more');
    say('The HTTPS developer certificate that was here is not valid any more: it was removed.');
  }
  await createDevelopmentCertificate();
  say('The HTTPS developer certificate was generated successfully.');
  return findDevelopmentCertificate();
}

function check(isTrustWanted: boolean): number {
  const found = findDevelopmentCertificate();
  if (!found) {
    say('No valid certificate found.');
    return exitCodes.none;
  }
  say(describe(found));
  if (!isTrustWanted) return 0;
  const results = checkTrust(found);
  for (const { step, outcome } of results) {
    say(`${step.who} ${outcome === 'done' ? 'trusts' : 'does not trust'} it.`);
  }
  if (results.some(({ outcome }) => outcome === 'done')) return 0;
  say("Nobody trusts it. Run 'node host.js dev-certs https --trust'.");
  return exitCodes.notTrusted;
}

function trust(found: DevelopmentCertificate): number {
  const results = trustCertificate(found, announce);
  report(results, 'trusts it now');
  if (process.platform === 'linux') {
    say('Browsers that are open have to be started again. For programs on OpenSSL and on Node:');
    for (const line of trustVariables(found)) say(`  ${line}`);
  }
  return results.some(isFailure) ? exitCodes.trustFailed : 0;
}

function clean(): number {
  const isThere = hasOwnCertificate();
  const results = removeOwnCertificate();
  report(results, 'does not trust it any more');
  say(
    isThere ? 'The HTTPS developer certificate was removed.' : 'There is no certificate to remove.',
  );
  if (findDevelopmentCertificate()) {
    say("The one of .NET stays: 'dotnet dev-certs https --clean' removes it.");
  }
  return results.some(isFailure) ? exitCodes.cleanFailed : 0;
}

function describe({ certificate, origin, file }: DevelopmentCertificate): string {
  const maker = origin === 'dotnet' ? 'dotnet dev-certs' : 'this tool';
  return `A valid certificate was found: made by ${maker}, valid until ${certificate.validTo}, in ${file}`;
}

function announce({ notice, needs, commands }: TrustStep): void {
  if (needs !== undefined) return;
  if (notice !== undefined) say(notice);
  for (const line of commands) say(`  ${shellLine(line)}`);
}

function isFailure({ step, outcome }: TrustResult): boolean {
  return outcome !== 'done' && step.isOptional !== true;
}

function report(results: readonly TrustResult[], done: string): void {
  for (const { step, outcome, reason } of results) {
    if (outcome === 'done') say(`${step.who} ${done}.`);
    else if (outcome === 'failed') say(`${step.who}: ${reason}`);
    else {
      say(`${step.who}: left to you, for this needs ${reason}:`);
      for (const line of step.commands) say(`  ${shellLine(line)}`);
    }
  }
}

/** For people to paste. */
function shellLine(line: readonly string[]): string {
  return line.map((word) => (/[^\w@%+=:,./\\-]/.test(word) ? `"${word}"` : word)).join(' ');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
