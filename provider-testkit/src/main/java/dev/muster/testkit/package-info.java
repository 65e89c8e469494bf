/// The compulsory conformance suites of the provider roles, and the hand-written stand-ins that
/// they and other tests use.
///
/// A provider inherits one short class for each role that it offers, such as [WorkloadContract] or
/// [TrafficContract]. May depend on `provider-api`, JUnit and AssertJ; used by tests only. Start
/// reading at the suite of the role that you implement.
@NullMarked
package dev.muster.testkit;

import org.jspecify.annotations.NullMarked;
