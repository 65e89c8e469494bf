package dev.muster.rehearsal.wire;

/// How a service writes requests and answers.
public enum Protocol {
    QUERY,
    EC2,
    JSON,
    REST_JSON,
    REST_XML
}
