import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/// A cluster of one node, until it is killed. Its words: the folder of its data, the folder that it
/// may have repositories in, its HTTP port. Run from source, with the server on the class path.
final class OpenSearchNode {
    static void main(String[] words) throws InterruptedException {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((_, settings) -> {
            settings.put("discovery.type", "single-node");
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", words[2]);
            settings.put("transport.port", "0");
            settings.put("path.repo", words[1]);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        });
        runner.build(
                OpenSearchRunner.newConfigs()
                        .basePath(words[0])
                        .clusterName("test-" + words[2])
                        .numOfNode(1)
                        .useLogger());
        new CountDownLatch(1).await();
    }
}
