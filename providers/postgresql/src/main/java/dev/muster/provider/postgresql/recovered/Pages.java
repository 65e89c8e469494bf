package dev.muster.provider.postgresql.recovered;

import dev.muster.processes.TolerantVisitor;
import dev.muster.provider.Operation;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.postgresql.backup.PageFiles;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Checks every page of every table and index of a data folder.
final class Pages {
    private static final int TOLD = 5;

    private final Path data;
    private final int block;
    private final int blocksPerFile;
    private final boolean checksums;
    private final Operation operation;

    Pages(Path data, int block, int blocksPerFile, boolean checksums, Operation operation) {
        this.data = data;
        this.block = block;
        this.blocksPerFile = blocksPerFile;
        this.checksums = checksums;
        this.operation = operation;
    }

    Check check() throws IOException, InterruptedException {
        List<Path> files = files();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<PageFile.Result>> results = new ArrayList<>();
            for (Path file : files) {
                results.add(workers.submit(task(file)));
            }
            return sum(files, results);
        } finally {
            workers.shutdownNow();
        }
    }

    private Callable<PageFile.Result> task(Path file) {
        return () -> {
            operation.checkCancelled();
            PageFile.Result result =
                    new PageFile(file, block, checksums, blocksPerFile, operation.timing()).check();
            operation.progress().advance(result.pages() * block);
            return result;
        };
    }

    private Check sum(List<Path> files, List<Future<PageFile.Result>> results)
            throws IOException, InterruptedException {
        long pages = 0;
        List<String> bad = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            operation.checkCancelled();
            PageFile.Result result = result(results.get(i));
            pages += result.pages();
            Path file = data.relativize(files.get(i));
            result.bad().forEach(page -> bad.add(file + " " + page));
        }
        String detail = String.format(Locale.ROOT, "%,d pages, %,d bad", pages, bad.size());
        if (!bad.isEmpty()) {
            detail += ": " + String.join("; ", bad.subList(0, Math.min(TOLD, bad.size())));
        }
        String name = checksums ? "page checksums" : "page headers";
        return new Check(name, bad.isEmpty() && pages > 0, detail);
    }

    private static PageFile.Result result(Future<PageFile.Result> future)
            throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException error) {
            if (error.getCause() instanceof IOException io) {
                throw io;
            }
            if (error.getCause() instanceof InterruptedException) {
                throw new InterruptedException("cancelled while checking pages");
            }
            throw new IllegalStateException(error.getCause());
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        long[] bytes = {0};
        Files.walkFileTree(
                data,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new TolerantVisitor() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (PageFiles.isRelation(data.relativize(file).toString())) {
                            files.add(file);
                            bytes[0] += attributes.size();
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        operation.progress().total(bytes[0]);
        return files;
    }
}
