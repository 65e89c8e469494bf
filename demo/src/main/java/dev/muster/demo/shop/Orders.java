package dev.muster.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The shop's questions to its database.
final class Orders {
    /// A number that is there already is written again as it is: the commit of that write is what
    /// the customer's answer waits for. Merely to find it would not do, because an earlier commit
    /// whose wait for its synchronous copy was broken off may be visible and yet not be safe.
    private static final String PLACE =
            """
            insert into orders (number, product_id, customer_id, quantity)
            values (?, ?, ?, ?)
            on conflict (number) do update set quantity = orders.quantity
            returning xmax = 0, product_id = ? and customer_id = ? and quantity = ?
            """;

    private static final String LIST =
            """
            select id, number, product_id, customer_id, quantity from orders
            where number >= ? and id > ? order by id limit ?
            """;

    private Orders() {}

    /// What became of an order.
    enum Placed {
        NEW,
        KNOWN,
        /// The number stands for another order.
        TAKEN
    }

    static Placed place(Connection connection, long number, int product, int customer, int quantity)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            statement.setLong(1, number);
            for (int i = 0; i < 2; i++) {
                statement.setInt(2 + 3 * i, product);
                statement.setInt(3 + 3 * i, customer);
                statement.setInt(4 + 3 * i, quantity);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Placed there = row.getBoolean(2) ? Placed.KNOWN : Placed.TAKEN;
                return row.getBoolean(1) ? Placed.NEW : there;
            }
        }
    }

    /// Rows `position,number,product,customer,quantity`, as they were taken.
    static String list(Connection connection, long from, long after, int limit)
            throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setLong(1, from);
            statement.setLong(2, after);
            statement.setInt(3, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.append(row.getLong(1)).append(',').append(row.getLong(2));
                    rows.append(',').append(row.getInt(3)).append(',').append(row.getInt(4));
                    rows.append(',').append(row.getInt(5)).append('\n');
                }
            }
        }
        return rows.toString();
    }

    static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select count(*) from orders");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Rows `product,name,price`.
    static String products(Connection connection, int limit) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select id, name, price from products order by id limit ?")) {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.append(row.getInt(1)).append(',').append(row.getString(2));
                    rows.append(',').append(row.getBigDecimal(3)).append('\n');
                }
            }
        }
        return rows.toString();
    }

    /// Whether orders can be read and would be taken.
    static boolean serves(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select not pg_is_in_recovery()"
                                        + " and exists (select 1 from products)"
                                        + " and exists (select 1 from orders)");
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
