package dev.muster.kind.named;

import dev.muster.kind.ComponentKind;
import dev.muster.kind.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The technologies that strategies may name before they have a provider.
public final class NamedKinds {
    private static final List<NamedKind> ALL =
            List.of(
                    data("rds", "A relational database of Amazon RDS.", "Amazon RDS"),
                    data("aurora", "A cluster of Amazon Aurora.", "Amazon Aurora"),
                    data("dynamodb", "A table of Amazon DynamoDB.", "Amazon DynamoDB"),
                    new NamedKind(
                            "s3", "A bucket of Amazon S3.", true, new Look("folder", "Amazon S3")),
                    other("aws-backup", "A plan of AWS Backup.", "vault", "AWS Backup"),
                    other("ec2", "A machine of Amazon EC2.", "server", "Amazon EC2"),
                    new NamedKind(
                            "ebs",
                            "A volume of Amazon EBS.",
                            true,
                            new Look("hard-drive", "Amazon EBS")),
                    other("ecs", "A service of Amazon ECS.", "container", "Amazon ECS"),
                    other(
                            "elastic-beanstalk",
                            "An environment of AWS Elastic Beanstalk.",
                            "app-window",
                            "Elastic Beanstalk"),
                    other(
                            "ec2-autoscaling",
                            "A group of Amazon EC2 Auto Scaling.",
                            "layers",
                            "EC2 Auto Scaling"),
                    other("elb", "A load balancer of AWS.", "signpost", "Elastic Load Balancing"),
                    other("ecr", "A repository of Amazon ECR.", "box", "Amazon ECR"),
                    other(
                            "cloudformation",
                            "A stack of AWS CloudFormation.",
                            "layers",
                            "CloudFormation"),
                    other("cdk", "A stack of the AWS CDK.", "layers", "AWS CDK"),
                    other("vpc", "A network of Amazon VPC.", "network", "Amazon VPC"),
                    other("vpc-peering", "A peering of two VPCs.", "network", "VPC peering"),
                    other("vpn", "A site-to-site VPN of AWS.", "network", "AWS VPN"),
                    other("route53", "Records of Amazon Route 53.", "signpost", "Amazon Route 53"),
                    other(
                            "cloudwatch",
                            "Alarms and dashboards of Amazon CloudWatch.",
                            "radio-tower",
                            "CloudWatch"),
                    other("kms", "A key of AWS KMS.", "vault", "AWS KMS"),
                    other(
                            "secretsmanager",
                            "A secret of AWS Secrets Manager.",
                            "vault",
                            "Secrets Manager"),
                    data("elasticache", "A cluster of Amazon ElastiCache.", "ElastiCache"),
                    data(
                            "opensearch-service",
                            "A domain of Amazon OpenSearch Service.",
                            "OpenSearch Service"),
                    data("mysql", "A MySQL server.", "MySQL"),
                    data("mongodb", "A MongoDB replica set.", "MongoDB"),
                    data("opensearch", "An OpenSearch cluster.", "OpenSearch"),
                    data("elasticsearch", "An Elasticsearch cluster.", "Elasticsearch"),
                    new NamedKind(
                            "s3-compatible",
                            "A bucket of an object store that speaks S3.",
                            true,
                            new Look("folder", "S3-compatible")),
                    other(
                            "kubernetes",
                            "A workload of a Kubernetes cluster.",
                            "container",
                            "Kubernetes"),
                    other("terraform", "A root module of Terraform.", "layers", "Terraform"),
                    other("opentofu", "A root module of OpenTofu.", "layers", "OpenTofu"),
                    other("dns", "Records of an own DNS server.", "globe", "DNS"),
                    other("ssh", "A command on a host.", "server", "SSH"));

    private NamedKinds() {}

    /// The kinds that have a provider, and after them those that are known by name alone.
    public static List<ComponentKind<?>> after(List<ComponentKind<?>> provided) {
        Set<String> names =
                provided.stream().map(ComponentKind::name).collect(Collectors.toUnmodifiableSet());
        List<ComponentKind<?>> all = new ArrayList<>(provided);
        ALL.stream().filter(kind -> !names.contains(kind.name())).forEach(all::add);
        return List.copyOf(all);
    }

    private static NamedKind data(String name, String summary, String label) {
        return new NamedKind(name, summary, true, new Look("database", label));
    }

    private static NamedKind other(String name, String summary, String icon, String label) {
        return new NamedKind(name, summary, false, new Look(icon, label));
    }
}
