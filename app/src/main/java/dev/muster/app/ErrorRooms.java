package dev.muster.app;

import dev.muster.check.CheckErrors;
import dev.muster.cli.CliErrors;
import dev.muster.demo.DemoErrors;
import dev.muster.drill.DrillErrors;
import dev.muster.engine.EngineErrors;
import dev.muster.model.ModelErrors;
import dev.muster.notices.NoticeErrors;
import dev.muster.operations.OperationErrors;
import dev.muster.plan.PlanErrors;
import dev.muster.processes.ProcessesErrors;
import dev.muster.provider.aws.kind.AwsErrors;
import dev.muster.provider.aws.kind.S3Findings;
import dev.muster.provider.files.kind.FilesErrors;
import dev.muster.provider.files.kind.FilesFindings;
import dev.muster.provider.local.kind.FrontDoorErrors;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbFindings;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchFindings;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlFindings;
import dev.muster.provider.process.kind.ProcessErrors;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisFindings;
import dev.muster.record.RecordErrors;
import dev.muster.servers.ServersErrors;
import dev.muster.strategy.text.StrategyErrors;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.door.DoorErrors;
import dev.muster.vault.kms.KmsErrors;
import dev.muster.vault.s3.S3Errors;
import java.util.List;

/// The classes in which rooms and providers keep their error codes and findings.
final class ErrorRooms {
    static final List<Class<?>> ALL =
            List.of(
                    ModelErrors.class,
                    StrategyErrors.class,
                    PlanErrors.class,
                    CheckErrors.class,
                    RecordErrors.class,
                    VaultErrors.class,
                    S3Errors.class,
                    KmsErrors.class,
                    DoorErrors.class,
                    EngineErrors.class,
                    PostgresqlErrors.class,
                    PostgresqlFindings.class,
                    RedisErrors.class,
                    RedisFindings.class,
                    OpenSearchErrors.class,
                    OpenSearchFindings.class,
                    MariadbErrors.class,
                    MariadbFindings.class,
                    FilesErrors.class,
                    FilesFindings.class,
                    ProcessErrors.class,
                    AwsErrors.class,
                    S3Findings.class,
                    FrontDoorErrors.class,
                    ServersErrors.class,
                    ProcessesErrors.class,
                    DrillErrors.class,
                    NoticeErrors.class,
                    OperationErrors.class,
                    DemoErrors.class,
                    CliErrors.class);

    private ErrorRooms() {}
}
