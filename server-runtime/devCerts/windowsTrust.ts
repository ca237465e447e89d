import type { TrustPlatform, TrustStep, TrustedCertificate } from './trustStep.ts';

/** Trust on Windows: the user's store of root certificates, which Edge, Chrome and .NET look into. */
export function windowsTrust(): TrustPlatform {
  const who = 'Windows';
  return {
    trust: ({ file }: TrustedCertificate): TrustStep[] => [
      {
        who,
        notice: 'Windows asks whether you want to install the certificate: answer Yes.',
        commands: [['certutil', '-user', '-addstore', 'Root', file]],
      },
    ],
    check: ({ thumbprint }) => [
      { who, commands: [['certutil', '-user', '-verifystore', 'Root', thumbprint]] },
    ],
    untrust: (certificate) =>
      certificate
        ? [
            {
              who,
              isOptional: true,
              commands: [['certutil', '-user', '-delstore', 'Root', certificate.thumbprint]],
            },
          ]
        : [],
  };
}
