import type { CreateNetwork } from '@muster/api';
import { overlayOptions } from '@muster/inventory';
import { contains, parseCidr } from '@muster/kernel';
import { InvalidArgumentError } from 'commander';
import { Stop } from '../stop.js';

/** The options of `docker network create`, as they are typed. */
export type CreateOptions = {
  readonly attachable?: true;
  readonly internal?: true;
  readonly encrypted?: true;
  readonly ingress?: true;
  readonly ipv6?: true;
  readonly opt: Words;
  readonly subnet: readonly string[];
  readonly gateway: readonly string[];
  readonly ipRange: readonly string[];
  readonly auxAddress: Words;
  readonly vni: readonly number[];
  readonly mtu?: number | 'auto';
  readonly expectedEndpoints?: number;
  readonly label: Words;
};

type Words = Readonly<Record<string, string>>;
type Subnet = Exclude<NonNullable<CreateNetwork['subnets']>[number], string>;

/** What is asked of the coordinator. @throws Stop where options do not fit together. */
export function networkOf(name: string, options: CreateOptions): CreateNetwork {
  const { encrypted, [overlayOptions.mtu]: mtuOption, ...rest } = options.opt;
  const { [overlayOptions.vnis]: vniOption, ...others } = rest;
  const mtu = options.mtu ?? (mtuOption === undefined ? undefined : bytesOrAuto(mtuOption));
  const listed = vniOption === undefined ? [] : vniOption.split(',').map(identifier);
  return {
    name,
    attachable: options.attachable === true,
    internal: options.internal === true,
    encrypted: options.encrypted === true || encrypted !== undefined,
    ingress: options.ingress === true,
    ipv6: options.ipv6 === true,
    subnets: subnetsOf(options),
    ...(options.expectedEndpoints !== undefined && {
      expectedEndpoints: options.expectedEndpoints,
    }),
    ...(mtu !== undefined && { mtu }),
    vnis: [...listed, ...options.vni],
    options: others,
    labels: { ...options.label },
  };
}

/** Each gateway, range and address goes to the subnet that it is in, as docker does it. */
function subnetsOf(options: CreateOptions): Subnet[] {
  const subnets = options.subnet.map((subnet): Subnet => ({ subnet }));
  for (const gateway of options.gateway) {
    const subnet = holding(subnets, gateway, '--gateway');
    if (subnet.gateway !== undefined) throw twice('--gateway', subnet);
    subnet.gateway = gateway;
  }
  for (const ipRange of options.ipRange) {
    const subnet = holding(subnets, ipRange, '--ip-range');
    if (subnet.ipRange !== undefined) throw twice('--ip-range', subnet);
    subnet.ipRange = ipRange;
  }
  for (const [host, address] of Object.entries(options.auxAddress)) {
    const subnet = holding(subnets, address, '--aux-address');
    subnet.auxAddresses = { ...subnet.auxAddresses, [host]: address };
  }
  return subnets;
}

function holding(subnets: readonly Subnet[], text: string, option: string): Subnet {
  const part = parseCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  const subnet = subnets.find((it) => {
    const block = parseCidr(it.subnet);
    return block !== undefined && part !== undefined && contains(block, part);
  });
  if (subnet !== undefined) return subnet;
  throw Stop.usage(`${option} ${text} is in no --subnet`, 'Give the subnet that it is in.');
}

const twice = (option: string, { subnet }: Subnet): Stop =>
  Stop.usage(`${option} is given twice for ${subnet}`, 'Give it once for each subnet.');

/** `encrypted`, `key=value`. */
export function driverOption(value: string, before: Words): Words {
  const [, key = '', text = ''] = /^([^=]+)(?:=(.*))?$/s.exec(value) ?? [];
  if (key === '') throw new InvalidArgumentError('KEY or KEY=VALUE is expected.');
  return { ...before, [key]: text };
}

export function keyValue(value: string, before: Words): Words {
  const [, key, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (key === undefined || text === undefined)
    throw new InvalidArgumentError('KEY=VALUE is expected.');
  return { ...before, [key]: text };
}

export function bytesOrAuto(value: string): number | 'auto' {
  if (value === 'auto') return 'auto';
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('auto or a whole number of bytes is expected.');
}

function identifier(value: string): number {
  if (/^\d{1,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('A whole number is expected, up to 16777215.');
}

export const identifiers = (value: string, before: readonly number[]): readonly number[] => [
  ...before,
  ...value.split(',').map(identifier),
];

export function wholeNumber(value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('A whole number from 1 is expected.');
}
