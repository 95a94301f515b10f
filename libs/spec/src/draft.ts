import * as z from 'zod';

// What can be understood of a spec that may be wrong elsewhere, so that rules between fields are checked all the same.

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const texts = z.array(text).default([]).catch([]);

const flag = z.boolean().catch(false).default(false);
const record = z.record(z.string(), z.unknown()).default({}).catch({});

/** A subnet as it is written: a text, or a mapping. */
const subnetDraft = z
  .union([
    z.string().transform((subnet) => ({ subnet, isText: true, auxAddresses: {} })),
    z
      .object({ subnet: text, gateway: text, ipRange: text, auxAddresses: record })
      .transform((it) => ({ ...it, isText: false })),
  ])
  .catch({ subnet: '', isText: true, auxAddresses: {} });

const networkDraft = z.object({
  name: text,
  subnets: z.array(subnetDraft).default([]).catch([]),
  vnis: z.array(number).default([]).catch([]),
  ...{ ingress: flag, attachable: flag, ipv6: flag },
  options: record,
});

const emptyNetwork = {
  ...{ subnets: [], vnis: [], options: {} },
  ...{ ingress: false, attachable: false, ipv6: false },
};

const draftSchema = z.object({
  swarm: z
    .object({ addressPools: texts, reserved: texts, subnetSize: number })
    .optional()
    .catch(undefined),
  hosts: z
    .array(z.object({ name: text, advertiseAddress: text, dataPathAddress: text }).catch({}))
    .default([])
    .catch([]),
  networks: z.array(networkDraft.catch(emptyNetwork)).default([]).catch([]),
});

export type Draft = z.infer<typeof draftSchema>;
export type NetworkDraft = Draft['networks'][number];
export type SubnetDraft = z.infer<typeof subnetDraft> & {
  readonly gateway?: string | undefined;
  readonly ipRange?: string | undefined;
};

/** Total: whatever cannot be understood is left out. */
export const toDraft = (value: unknown): Draft =>
  draftSchema.catch({ hosts: [], networks: [] }).parse(value);
