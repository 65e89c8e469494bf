package dev.muster.demo.world;

import dev.muster.model.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The shop's data: products, customers and a history of orders.
final class Schema {
    static final String DATABASE = "shop";
    static final String APPLICATION = "shop";
    static final String MUSTER = "muster";
    static final int ORDERS = 200_000;

    /// From here on, numbers are the outside client's.
    static final long FIRST_FREE_NUMBER = 1_000_001;

    /// Constraints come after the rows: checked at once, they cost a tenth.
    private static final List<String> TABLES =
            List.of(
                    """
                    create table products (id int not null, name text not null,
                      price numeric(8,2) not null)
                    """,
                    """
                    create table customers (id int not null, name text not null, mail text not null)
                    """,
                    """
                    create table orders (id bigint generated always as identity,
                      number bigint not null, product_id int not null, customer_id int not null,
                      quantity int not null, placed_at timestamptz not null default now())
                    """,
                    """
                    insert into products select i, 'Product ' || i, 1 + i * 7919 % 50000 / 100.0
                      from generate_series(1, 1000) i
                    """,
                    """
                    insert into customers
                      select i, 'Customer ' || i, 'customer' || i || '@example.com'
                      from generate_series(1, 5000) i
                    """,
                    """
                    insert into orders (number, product_id, customer_id, quantity, placed_at)
                      select i, 1 + i::bigint * 7919 %% 1000, 1 + i::bigint * 104729 %% 5000, 1 + i %% 9,
                        now() - make_interval(secs => 200000 - i)
                      from generate_series(1, %d) i
                    """
                            .formatted(ORDERS),
                    "alter table products add primary key (id)",
                    "alter table customers add primary key (id)",
                    """
                    alter table orders add primary key (id), add unique (number),
                      add check (quantity > 0),
                      add foreign key (product_id) references products,
                      add foreign key (customer_id) references customers
                    """);

    private Schema() {}

    /// Makes the roles: the application's, and Muster's with what its provider's page asks for.
    ///
    /// @param server connected as superuser to any database
    static void roles(Connection server, Secret application, Secret muster) throws SQLException {
        run(
                server,
                List.of(
                        role(APPLICATION, "login", application),
                        role(MUSTER, "login replication", muster),
                        "grant pg_monitor, pg_read_all_data to " + MUSTER,
                        "grant alter system on parameter synchronous_standby_names to " + MUSTER,
                        "create database " + DATABASE + " owner " + APPLICATION));
    }

    /// Lets Muster's role make the server read its settings again; a grant of each database.
    ///
    /// @param shop connected as superuser to the shop's database
    static void functions(Connection shop) throws SQLException {
        run(shop, List.of("grant execute on function pg_reload_conf() to " + MUSTER));
    }

    private static String role(String name, String rights, Secret password) {
        String quoted = "'" + password.reveal().replace("'", "''") + "'";
        return "create role " + name + " " + rights + " password " + quoted;
    }

    /// Makes and fills the tables.
    ///
    /// @param shop connected to the shop's database as its owner
    static void tables(Connection shop) throws SQLException {
        shop.setAutoCommit(false);
        run(shop, TABLES);
        shop.commit();
        shop.setAutoCommit(true);
        run(shop, List.of("analyze"));
    }

    private static void run(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
