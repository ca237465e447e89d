import path from 'node:path/posix';
import type { TrustPlatform, TrustStep, TrustedCertificate } from './trustStep.ts';

/** Trust on macOS: the user's login keychain, which Safari, Chromium and curl look into. */
export function macTrust(home: string): TrustPlatform {
  const keychain = path.join(home, 'Library', 'Keychains', 'login.keychain-db');
  const who = 'macOS';
  return {
    trust: ({ file }: TrustedCertificate): TrustStep[] => [
      {
        who,
        notice: 'macOS asks for your password, since this changes your trust settings.',
        commands: [
          [
            'security',
            'add-trusted-cert',
            ...['-r', 'trustRoot', '-p', 'ssl', '-p', 'basic', '-k', keychain],
            file,
          ],
        ],
      },
    ],
    check: ({ file }) => [
      { who, commands: [['security', 'verify-cert', '-c', file, '-p', 'ssl']] },
    ],
    untrust: (certificate) =>
      certificate
        ? [
            {
              who,
              isOptional: true,
              commands: [
                ['security', 'delete-certificate', '-t', '-Z', certificate.thumbprint, keychain],
              ],
            },
          ]
        : [],
  };
}
