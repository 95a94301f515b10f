import { ScriptedCoordinator, type Routes } from './coordinator.js';
import { muster, type Result } from './terminal.js';

/** Runs against a scripted coordinator; also gives what it was asked. */
export async function against(
  routes: Routes,
  argv: readonly string[],
  setting: Parameters<typeof muster>[1] = {},
): Promise<Result & { seen: ScriptedCoordinator['seen'] }> {
  await using coordinator = await ScriptedCoordinator.start(routes);
  const env = { MUSTER_COORDINATOR: `unix:${coordinator.socket}`, ...setting.env };
  return { ...(await muster(argv, { ...setting, env })), seen: coordinator.seen };
}
