import { z } from 'zod';

// What can be understood of a spec that may be wrong elsewhere, so that rules between fields are checked all the same.

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const texts = z.array(text).default([]).catch([]);

const draftSchema = z.object({
  swarm: z.object({ addressPools: texts, subnetSize: number }).optional().catch(undefined),
  hosts: z
    .array(z.object({ name: text, advertiseAddress: text, dataPathAddress: text }).catch({}))
    .default([])
    .catch([]),
  networks: z
    .array(z.object({ name: text, subnets: texts }).catch({ subnets: [] }))
    .default([])
    .catch([]),
});

export type Draft = z.infer<typeof draftSchema>;

/** Total: whatever cannot be understood is left out. */
export const toDraft = (value: unknown): Draft =>
  draftSchema.catch({ hosts: [], networks: [] }).parse(value);
