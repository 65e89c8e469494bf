package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.wire.Service;
import dev.muster.rehearsal.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// S3, with all that is stored in it.
public final class S3 {
    private final Operations operations = new Operations(Service.S3, Optional.empty());
    private final Replication replication;
    private final Lifecycle lifecycle;

    public S3(World world) throws IOException {
        Blobs blobs = new Blobs(world.store().folder().resolve("objects"));
        Buckets buckets = new Buckets(world);
        Objects objects = new Objects(world, buckets, blobs);
        Uploads uploads = new Uploads(world, blobs);
        // all that is named was told by now
        blobs.sweep();
        replication = new Replication(world, buckets, objects);
        lifecycle = new Lifecycle(world, buckets, objects, uploads);
        Writes writes = new Writes(buckets, objects, replication, blobs);
        writes.addTo(operations);
        new Reads(buckets, objects, blobs).addTo(operations);
        new Deletes(buckets, objects, replication).addTo(operations);
        new Listings(buckets, objects).addTo(operations);
        new Multipart(buckets, objects, uploads, replication, writes, blobs).addTo(operations);
        new BucketOperations(buckets, objects, uploads).addTo(operations);
        new Settings(buckets).addTo(operations);
        new Locks(buckets, objects).addTo(operations);
        replication.addTo(operations);
        lifecycle.addTo(operations);
    }

    public Operations operations() {
        return operations;
    }

    /// How long a replica comes after its source, by the rehearsal's clock.
    public void replicationLag(Duration lag) {
        replication.lag(lag);
    }

    /// Versions that wait to be replicated.
    public int replicationBacklog() {
        return replication.backlog();
    }

    /// Does what time has made due. To be called again and again.
    public void run() {
        replication.run();
        lifecycle.run();
    }
}
