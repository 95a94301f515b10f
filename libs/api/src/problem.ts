import * as z from 'zod';

export const findingSchema = z
  .strictObject({
    id: z
      .string()
      .describe('Stable name of the kind of finding, for example `manager-count-even`.'),
    severity: z
      .enum(['blocker', 'warning', 'note'])
      .describe('A blocker keeps a plan from running.'),
    path: z.string().describe('Where in the spec, for example `hosts[2].name`; empty = the whole.'),
    line: z.int().optional().describe("1-based line in the spec's text."),
    hosts: z.array(z.string()).describe('Hosts that it is about.'),
    message: z.string().describe('What was seen.'),
    remedy: z.array(z.string()).describe('What to do, best first.'),
    accepted: z
      .boolean()
      .optional()
      .describe('A person went on over it by its id: a blocker is a warning then.'),
  })
  .meta({ id: 'Finding' });

/** Every error answer, as RFC 9457 `application/problem+json`. */
export const problemSchema = z
  .strictObject({
    type: z.string().describe('`urn:muster:problem:` and the code.'),
    title: z.string().describe('The code in words.'),
    status: z.int().describe('HTTP status.'),
    code: z.string().describe('Stable: decide by this, for example `plan-stale`.'),
    detail: z.string().describe('What, where, what was seen.'),
    remedy: z.array(z.string()).describe('What to do, best first.'),
    findings: z.array(findingSchema).optional().describe('Where findings are what is wrong.'),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
export const problemContentType = 'application/problem+json';
