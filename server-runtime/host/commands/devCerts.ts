import { rmSync } from 'node:fs';
import {
  developmentCertificateFolder,
  findDevelopmentCertificate,
  type DevelopmentCertificate,
} from '../../servers/shared/developmentCertificate.ts';
import {
  checkTrust,
  openSslFolder,
  trustCertificate,
  untrustCertificate,
  type TrustResult,
} from '../devCertificates/certificateTrust.ts';
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
    '../devCertificates/createDevelopmentCertificate.ts'
  );
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
  report(results, 'trusts it', 'does not trust it');
  return results.some(({ isDone }) => isDone) ? 0 : exitCodes.notTrusted;
}

function trust(found: DevelopmentCertificate): number {
  const results = trustCertificate(found);
  report(results, 'trusts it now', 'could not be told to trust it');
  if (process.platform === 'linux') {
    say(`For OpenSSL, set SSL_CERT_DIR=${openSslFolder()}:/etc/ssl/certs`);
  }
  return results.every(({ isDone }) => isDone) ? 0 : exitCodes.trustFailed;
}

function clean(): number {
  const found = findDevelopmentCertificate();
  if (!found) {
    rmSync(developmentCertificateFolder(), { recursive: true, force: true });
    say('There is no certificate to remove.');
    return 0;
  }
  const results = untrustCertificate(found);
  report(results, 'does not trust it any more', 'could not be told to trust it no more');
  rmSync(developmentCertificateFolder(), { recursive: true, force: true });
  if (found.origin === 'dotnet')
    say("The certificate is .NET's: remove it with dotnet dev-certs https --clean");
  else say('The HTTPS developer certificate was removed.');
  return results.every(({ isDone }) => isDone) ? 0 : exitCodes.cleanFailed;
}

function describe({ certificate, origin, file }: DevelopmentCertificate): string {
  const maker = origin === 'dotnet' ? 'dotnet dev-certs' : 'this tool';
  return `A valid certificate was found: made by ${maker}, valid until ${certificate.validTo}, in ${file}`;
}

function report(results: readonly TrustResult[], done: string, failed: string): void {
  for (const { who, isDone, reason } of results) {
    say(isDone ? `${who} ${done}` : `${who} ${failed}: ${reason}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
