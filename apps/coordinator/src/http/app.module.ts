import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { ChecksController } from './checks/checks.controller.js';
import { FleetChecksController } from './checks/fleet-checks.controller.js';
import { FleetsController } from './fleets.controller.js';
import { HealthController } from './health.controller.js';
import { HostsController } from './hosts.controller.js';
import { ChangesController } from './inventory/changes.controller.js';
import { ExportController } from './inventory/export.controller.js';
import { QueryController } from './inventory/query.controller.js';
import { tableControllers } from './inventory/table.controller.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { NetworkVerificationController } from './network-verification.controller.js';
import { NetworkChangesController } from './networks/network-changes.controller.js';
import { NetworksController } from './networks/networks.controller.js';
import { OperationsController } from './operations.controller.js';
import { PlansController } from './plans.controller.js';

@Module({})
export class AppModule {
  /** The controllers over these services. */
  static over(providers: Provider[]): DynamicModule {
    return {
      module: AppModule,
      providers,
      controllers: [
        HealthController,
        HostsController,
        FleetsController,
        NetworksController,
        NetworkVerificationController,
        NetworkChangesController,
        PlansController,
        OperationsController,
        ChecksController,
        FleetChecksController,
        ...tableControllers,
        QueryController,
        ChangesController,
        ExportController,
        MetricsController,
      ],
    };
  }
}
