import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { FleetError } from '@muster/kernel';
import { type Address, parseAddress } from './address.js';
import { logLevels, type LogLevel } from './logging.js';

/** The options of a command line, nothing else allowed on it. @throws invalid naming what is wrong. */
export function parseOptions<Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (thrown) {
    const seen = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FleetError('invalid', seen, { cause: thrown });
  }
}

/** The value of `--log-level`. @throws invalid naming those there are. */
export function parseLogLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level !== undefined) return level;
  throw new FleetError('invalid', `--log-level ${text}: choose one of ${logLevels.join(', ')}`);
}

/** The value of an option that takes an address. @throws invalid naming the option. */
export function parseAddressOption(option: string, text: string): Address {
  try {
    return parseAddress(text);
  } catch (thrown) {
    const { message } = FleetError.from(thrown);
    throw new FleetError('invalid', `${option}: ${message}`, { cause: thrown });
  }
}
