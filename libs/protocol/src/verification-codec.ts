import type { OverlaySent, TaskReport } from '@muster/probe';
import { FleetError } from '@muster/kernel';
import { enumCodec, required, requiredText } from './enums.js';
import type {
  Command as WireCommand,
  Command__Output,
} from './gen/types/muster/agent/v1/Command.js';
import type { ProbeProgram__Output } from './gen/types/muster/agent/v1/ProbeProgram.js';
import type {
  VerificationPrepared as WirePrepared,
  VerificationPrepared__Output,
} from './gen/types/muster/agent/v1/VerificationPrepared.js';
import type {
  VerificationReport as WireReport,
  VerificationReport__Output,
} from './gen/types/muster/agent/v1/VerificationReport.js';
import type {
  ProbeProgram,
  VerificationArgs,
  VerificationKind,
  VerificationPrepared,
  VerificationReport,
} from './verification.js';

const endCodec = enumCodec('end of a connection between tasks', {
  connected: 'OVERLAY_TCP_END_CONNECTED',
  refused: 'OVERLAY_TCP_END_REFUSED',
  timeout: 'OVERLAY_TCP_END_TIMEOUT',
  unreachable: 'OVERLAY_TCP_END_UNREACHABLE',
} as const satisfies Record<OverlaySent['tcp'], string>);

type Wire<K extends VerificationKind> = NonNullable<WireCommand[K]>;
type Received<K extends VerificationKind> = NonNullable<Command__Output[K]>;

type Codecs = {
  readonly [K in VerificationKind]: {
    readonly encode: (args: VerificationArgs[K]) => Wire<K>;
    /** @throws invalid when something is not of the form that it must have. */
    readonly decode: (wire: Received<K>) => VerificationArgs[K];
  };
};

const bare = {
  encode: ({ verificationId }: { readonly verificationId: string }) => ({ verificationId }),
  decode: ({ verificationId }: { readonly verificationId: string }) => ({
    verificationId: hexOf(verificationId, 'verificationId'),
  }),
};

/** The arguments of each verb, on the wire and here. */
export const verificationCodecs: Codecs = {
  prepareVerification: {
    encode: (args) => ({ ...args, vnis: [...args.vnis] }),
    decode: (wire) => ({ ...wire, ...bare.decode(wire) }),
  },
  startVerification: {
    encode: (args) => structuredClone(args) as Wire<'startVerification'>,
    decode: (wire) => ({
      ...{ ...wire, ...bare.decode(wire) },
      networkId: requiredText(wire.networkId, 'networkId'),
      nonce: hexOf(wire.nonce, 'nonce'),
      groups: wire.groups.map(({ program, hosts }) => ({ program: decodeProgram(program), hosts })),
    }),
  },
  watchVerification: {
    encode: (args) => args,
    decode: (wire) => ({ ...wire, ...bare.decode(wire) }),
  },
  awaitVerification: bare,
  collectVerification: bare,
  endVerification: {
    encode: (args) => ({ ...args, keep: [...args.keep] }),
    decode: (wire) => ({ ...wire, ...bare.decode(wire) }),
  },
  clearVerification: bare,
  sweepVerifications: { encode: ({ keep }) => ({ keep: [...keep] }), decode: (wire) => wire },
};

/** Becomes part of names and labels: nothing but what it shall be. */
function hexOf(text: string, name: string): string {
  if (/^[0-9a-f]{16}$/.test(text)) return text;
  throw new FleetError('invalid', `${name} is not 16 hexadecimal digits`);
}

export const encodePrepared = ({ program, wireMissing }: VerificationPrepared): WirePrepared => ({
  program: { ...program, libraries: [...program.libraries] },
  wireMissing: wireMissing ?? '',
});

export const decodePrepared = (wire: VerificationPrepared__Output): VerificationPrepared => ({
  program: decodeProgram(wire.program),
  ...(wire.wireMissing === '' ? {} : { wireMissing: wire.wireMissing }),
});

function decodeProgram(wire: ProbeProgram__Output | null): ProbeProgram {
  const { node, script, inImage, libraries } = required(wire, 'program');
  return {
    node: requiredText(node, 'program.node'),
    script: requiredText(script, 'program.script'),
    inImage,
    libraries,
  };
}

export function encodeReport({ task, wire }: VerificationReport): WireReport {
  const { index, addresses, mtu, resolved, sent, received, vip } = task;
  return {
    ...{ index, mtu, addresses: [...addresses], resolved: [...resolved] },
    sent: sent.map(({ address, udpError = '', tcp }) => ({
      ...{ address, udpError },
      tcp: endCodec.encode(tcp),
    })),
    received: received.map(({ bulkMs, ...rest }) => ({
      ...rest,
      bulkUs: Math.round(bulkMs * 1_000),
    })),
    ...(vip === undefined ? {} : { vip }),
    ...('kind' in wire ? { wireMissing: wire.reason } : { wire: [...wire] }),
  };
}

export function decodeReport(report: VerificationReport__Output): VerificationReport {
  const { wire, wireMissing } = report;
  return {
    task: decodeTask(report),
    wire: wireMissing === '' ? wire : { kind: 'unknown', reason: wireMissing },
  };
}

function decodeTask(report: VerificationReport__Output): TaskReport {
  const { index, addresses, mtu, resolved, sent, received, vip } = report;
  return {
    ...{ index, addresses, mtu, resolved },
    sent: sent.map(({ address, udpError, tcp }) => ({
      address,
      ...(udpError === '' ? {} : { udpError }),
      tcp: required(endCodec.decode(tcp), 'sent.tcp'),
    })),
    received: received.map(({ bulkUs, ...rest }) => ({ ...rest, bulkMs: bulkUs / 1_000 })),
    ...(vip === null ? {} : { vip }),
  };
}
